// What of the core's api the generated bindings do not carry yet: the same names, the same shapes.

import type { Planned } from './bindings';

export type Weakest = { path: string; strength: number; reasons: string[] };
export type ClusterMember = { path: string; reasons: string[]; weight: number; weakest: Weakest | null };

export type Cluster = {
	id: string;
	name: string;
	colour: number;
	thesis: string | null;
	terms: string[];
	entities: string[];
	sources: string[];
	span: [string, string] | null;
	signals: Record<string, number>;
	members: ClusterMember[];
	roots: number;
	promotable: boolean;
	named: boolean;
	pinned: boolean;
};

export type Highlight = { from: number; to: number; thesis?: string; cluster?: string; why: string };
export type Promoted = { path: string; planned: Planned };
export type ClusterNews = { kind: string; id: string; text: string };

export type DeskRequest =
	| { ask: 'clusters'; signals: string[] | null }
	| { ask: 'explain_cluster'; note: string }
	| { ask: 'rename_cluster'; id: string; name: string }
	| { ask: 'pin_cluster'; id: string; pinned: boolean }
	| { ask: 'promote_cluster'; id: string; title: string | null; folder: string | null; dry_run: boolean }
	| { ask: 'highlights'; note: string; thesis: string | null; cluster: string | null };

export interface DeskAnswers {
	clusters: Cluster[];
	explain_cluster: Cluster[];
	rename_cluster: Cluster;
	pin_cluster: Cluster;
	promote_cluster: Promoted;
	highlights: Highlight[];
}
