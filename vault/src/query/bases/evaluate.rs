//! Evaluates an expression for a file.
//!
//! It cannot fail but by a [`Failure`], which is shown where the value would stand, and it always
//! ends: every step costs fuel, trees are shallow, and what a function builds is bounded.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::sync::Arc;

use super::functions;
use super::library::Library;
use super::model::Formula;
use super::moment::Now;
use super::operators;
use super::syntax::{Expression, Operator};
use super::value::{FileNumber, Value, text_of};
use crate::path::fold_name;

/// The steps that all cells of one answer may take together.
const FUEL: u64 = 40_000_000;
/// The steps that one cell may take.
const FUEL_OF_A_CELL: u64 = 400_000;
/// How deep evaluations may be inside each other, formulas in formulas included.
const DEEPEST: u32 = 140;
/// The most that one value may hold, by its weight.
const HEAVIEST: u32 = 1 << 18;
/// The most bytes of a text that a function builds.
pub(super) const LONGEST_TEXT: usize = 1 << 20;
/// The most items of a list that a function builds.
pub(super) const MOST_ITEMS: usize = 100_000;

/// Why there is no value, for a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Failure(Cow<'static, str>);

/// What an evaluation comes to.
pub(super) type Outcome<T = Value> = Result<T, Failure>;

impl Failure {
    pub(super) fn new(message: impl Into<Cow<'static, str>>) -> Self {
        Self(message.into())
    }

    pub(super) fn message(&self) -> &str {
        &self.0
    }
}

/// What expressions are evaluated by.
#[derive(Debug)]
pub(super) struct Evaluator<'e> {
    pub(super) library: &'e Library<'e>,
    pub(super) now: Now,
    /// The file in which the base stands.
    pub(super) this: Option<FileNumber>,
    formulas: &'e [Formula],
    fuel: Cell<u64>,
    fuel_of_cell: Cell<u64>,
    depth: Cell<u32>,
    random: Cell<u64>,
}

/// A file with the values of the formulas that were asked for.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) file: FileNumber,
    memos: RefCell<Vec<Memo>>,
}

#[derive(Debug, Clone)]
enum Memo {
    Unknown,
    /// It is being evaluated: whoever asks now asks in a circle.
    Open,
    Known(Outcome),
}

/// What names mean where an expression stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scope<'s> {
    /// None for a summary, which belongs to no file.
    pub(super) row: Option<&'s Row>,
    /// The variables of a list function or summary.
    pub(super) names: &'s [(&'static str, Value)],
    /// What is around a list function.
    pub(super) outer: Option<&'s Scope<'s>>,
}

impl<'s> Scope<'s> {
    /// Returns the scope of a row.
    pub(super) fn of(row: &'s Row) -> Self {
        Self { row: Some(row), names: &[], outer: None }
    }

    fn find(&self, name: &str) -> Option<&Value> {
        let own = self.names.iter().find(|(known, _)| *known == name).map(|(_, value)| value);
        own.or_else(|| self.outer.and_then(|outer| outer.find(name)))
    }
}

impl Row {
    pub(super) fn new(file: FileNumber) -> Self {
        Self { file, memos: RefCell::default() }
    }
}

impl<'e> Evaluator<'e> {
    pub(super) fn new(
        library: &'e Library<'e>,
        now: Now,
        this: Option<FileNumber>,
        formulas: &'e [Formula],
    ) -> Self {
        Self {
            library,
            now,
            this,
            formulas,
            fuel: Cell::new(FUEL),
            fuel_of_cell: Cell::new(FUEL_OF_A_CELL),
            depth: Cell::new(0),
            random: Cell::new(now.ms.unsigned_abs()),
        }
    }

    /// Evaluates what a cell or a filter says.
    pub(super) fn cell(&self, expression: &Expression, scope: &Scope<'_>) -> Outcome {
        self.fuel_of_cell.set(FUEL_OF_A_CELL);
        self.depth.set(0);
        self.value(expression, scope)
    }

    /// Takes fuel for so many steps.
    pub(super) fn spend(&self, steps: usize) -> Result<(), Failure> {
        let steps = steps as u64;
        let (all, cell) = (self.fuel.get(), self.fuel_of_cell.get());
        if steps > all || steps > cell {
            return Err(Failure::new("this takes too long to work out"));
        }
        self.fuel.set(all - steps);
        self.fuel_of_cell.set(cell - steps);
        Ok(())
    }

    /// Evaluates an expression or a part of one.
    pub(super) fn value(&self, expression: &Expression, scope: &Scope<'_>) -> Outcome {
        self.spend(1)?;
        let depth = self.depth.get();
        if depth >= DEEPEST {
            return Err(Failure::new("formulas are nested too deeply"));
        }
        self.depth.set(depth + 1);
        let value = self.value_of(expression, scope);
        self.depth.set(depth);
        value.and_then(small)
    }

    fn value_of(&self, expression: &Expression, scope: &Scope<'_>) -> Outcome {
        match expression {
            Expression::Literal(value) => Ok(value.clone()),
            Expression::Name(name, key) => match scope.find(name) {
                Some(value) => Ok(value.clone()),
                None => Ok(self.property(scope, key)),
            },
            Expression::Property(key) => Ok(self.property(scope, key)),
            Expression::Formula(key) => self.formula(scope, key),
            Expression::Note => Ok(self.properties(scope.row.map(|row| row.file))),
            Expression::File => Ok(scope.row.map_or(Value::Null, |row| Value::File(row.file))),
            Expression::This => Ok(self.this.map_or(Value::Null, Value::File)),
            Expression::Field(of, name) => self.field_of(of, name, scope),
            Expression::Index(of, index) => self.index(of, index, scope),
            Expression::Call(name, arguments) => {
                functions::call_global(self, name, arguments, scope)
            }
            Expression::Method(of, name, arguments) => {
                functions::call_method(self, of, name, arguments, scope)
            }
            Expression::Not(of) => Ok(Value::Bool(!self.value(of, scope)?.is_truthy())),
            Expression::Negative(of) => operators::negative(&self.value(of, scope)?),
            Expression::Binary(operator, sides) => self.binary(*operator, sides, scope),
            Expression::List(items) => Ok(Value::list(self.values(items, scope)?)),
            Expression::Object(entries) => self.object(entries, scope),
        }
    }

    /// Evaluates several expressions.
    pub(super) fn values(
        &self,
        expressions: &[Expression],
        scope: &Scope<'_>,
    ) -> Outcome<Vec<Value>> {
        expressions.iter().map(|expression| self.value(expression, scope)).collect()
    }

    fn object(&self, entries: &[(Arc<str>, Expression)], scope: &Scope<'_>) -> Outcome {
        let entry = |(key, of): &(Arc<str>, Expression)| {
            self.value(of, scope).map(|value| (Arc::clone(key), value))
        };
        Ok(Value::object(entries.iter().map(entry).collect::<Outcome<_>>()?))
    }

    fn binary(
        &self,
        operator: Operator,
        (left, right): &(Expression, Expression),
        scope: &Scope<'_>,
    ) -> Outcome {
        let left = self.value(left, scope)?;
        match operator {
            Operator::And if !left.is_truthy() => return Ok(Value::Bool(false)),
            Operator::Or if left.is_truthy() => return Ok(Value::Bool(true)),
            _ => {}
        }
        let right = self.value(right, scope)?;
        operators::apply(self, operator, &left, &right)
    }

    fn property(&self, scope: &Scope<'_>, key: &str) -> Value {
        let found = scope.row.and_then(|row| self.library.properties.find(row.file, key));
        found.cloned().unwrap_or(Value::Null)
    }

    /// Returns all properties of a file as an object.
    pub(super) fn properties(&self, file: Option<FileNumber>) -> Value {
        let Some(file) = file else { return Value::Null };
        let properties = self.library.properties.of(file).iter();
        let entry = |property: &super::library::Property| {
            (Arc::clone(&property.name), property.value.clone())
        };
        Value::object(properties.map(entry).collect())
    }

    fn formula(&self, scope: &Scope<'_>, key: &str) -> Outcome {
        let Some(at) = self.formulas.iter().position(|formula| formula.key == key) else {
            return Err(Failure::new(format!("there is no formula {key}")));
        };
        let Some(row) = scope.row else {
            return Err(Failure::new("a summary cannot use a formula of a file"));
        };
        self.formula_at(row, at)
    }

    /// Evaluates a formula for a row, once.
    fn formula_at(&self, row: &Row, at: usize) -> Outcome {
        let memo = {
            let mut memos = row.memos.borrow_mut();
            memos.resize(self.formulas.len(), Memo::Unknown);
            memos.get_mut(at).map(|memo| match memo {
                Memo::Unknown => std::mem::replace(memo, Memo::Open),
                known => known.clone(),
            })
        };
        let Some(formula) = self.formulas.get(at) else { return Ok(Value::Null) };
        match memo {
            Some(Memo::Known(value)) => return value,
            Some(Memo::Open) => {
                let message = format!("the formula {} goes round in a circle", formula.name);
                return Err(Failure::new(message));
            }
            Some(Memo::Unknown) | None => {}
        }
        let value = match &formula.expression {
            Ok(expression) => self.value(expression, &Scope::of(row)),
            Err(error) => Err(Failure::new(error.message.clone())),
        };
        if let Some(memo) = row.memos.borrow_mut().get_mut(at) {
            *memo = Memo::Known(value.clone());
        }
        value
    }

    fn field_of(&self, of: &Expression, name: &str, scope: &Scope<'_>) -> Outcome {
        if matches!(of, Expression::This) {
            return self.field_of_this(name);
        }
        let of = self.value(of, scope)?;
        functions::field(self, &of, name)
    }

    /// Returns `this.x`: the file, one of its properties, else what the file itself has.
    fn field_of_this(&self, name: &str) -> Outcome {
        let Some(this) = self.this else { return Ok(Value::Null) };
        if name == "file" {
            return Ok(Value::File(this));
        }
        match self.library.properties.find(this, &fold_name(name)) {
            Some(value) => Ok(value.clone()),
            None => Ok(functions::file_field(self, this, name).unwrap_or(Value::Null)),
        }
    }

    fn index(&self, of: &Expression, index: &Expression, scope: &Scope<'_>) -> Outcome {
        let of = self.value(of, scope)?;
        let index = self.value(index, scope)?;
        match (&of, &index) {
            (Value::List(items), Value::Number(at)) => Ok(item_at(items, *at)),
            (Value::Text(text), Value::Number(at)) => {
                let found = text.chars().nth(usize_of(*at).unwrap_or(usize::MAX));
                Ok(found.map_or(Value::Null, |found| Value::text(found.to_string())))
            }
            (Value::Null, _) | (_, Value::Null) => Ok(Value::Null),
            _ => functions::field(self, &of, &text_of(&index, self.library)),
        }
    }

    /// Returns the next number of a series that begins with the question's clock; from 0 to 1.
    pub(super) fn random(&self) -> f64 {
        // SplitMix64: every answer of one moment draws the same numbers.
        let seed = self.random.get().wrapping_add(0x9e37_79b9_7f4a_7c15);
        self.random.set(seed);
        let mut mixed = (seed ^ (seed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) as f64 / u64::MAX as f64
    }
}

/// Returns a value, unless it holds too much.
fn small(value: Value) -> Outcome {
    if value.weight() > HEAVIEST || value.depth() > DEEPEST {
        return Err(Failure::new("this value is too large"));
    }
    Ok(value)
}

/// Returns a whole number that is a place in a list or text.
pub(super) fn usize_of(number: f64) -> Option<usize> {
    (number >= 0.0 && number.fract() == 0.0 && number < 1e9).then_some(number as usize)
}

fn item_at(items: &[Value], at: f64) -> Value {
    usize_of(at).and_then(|at| items.get(at)).cloned().unwrap_or(Value::Null)
}
