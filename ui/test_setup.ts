// What jsdom lacks and every test needs.
import '@testing-library/jest-dom/vitest';
