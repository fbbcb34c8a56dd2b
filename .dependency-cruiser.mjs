// Who may import whom: the table of ARCHITECTURE.md, enforced.
const WORKSPACE = [
	'protocol',
	'traffic',
	'assertions',
	'capture',
	'tap',
	'replay',
	'mock',
	'formats',
	'demo',
	'db',
	'api',
	'ui',
	'testkit',
];

/** What each package's own sources (not its tests) may import from the workspace. */
const MAY_IMPORT = {
	'packages/protocol': [],
	'packages/traffic': ['protocol'],
	'packages/assertions': ['traffic'],
	'packages/capture': ['protocol', 'traffic'],
	'packages/tap': ['protocol', 'traffic'],
	'packages/replay': ['protocol', 'traffic', 'assertions'],
	'packages/mock': ['protocol', 'traffic', 'assertions'],
	'packages/formats': ['protocol', 'traffic', 'assertions'],
	'packages/demo': [],
	'packages/db': ['traffic', 'assertions'],
	'packages/api': ['traffic', 'assertions', 'db'],
	'packages/ui': ['traffic', 'assertions'],
	'apps/web': ['api', 'ui', 'traffic', 'assertions'],
	'apps/worker': ['protocol', 'traffic', 'assertions', 'capture', 'tap', 'replay', 'mock', 'formats', 'demo', 'db'],
	'apps/cli': ['protocol', 'traffic', 'assertions', 'capture', 'tap', 'replay', 'mock', 'formats', 'demo'],
	scripts: ['db'],
};

const TESTS = '(\\.test\\.tsx?$|/test/)';
const layers = Object.entries(MAY_IMPORT).map(([folder, allowed]) => ({
	name: `layer-${folder.split('/').at(-1)}`,
	comment: `${folder} may import from the workspace only: ${allowed.join(', ') || 'nothing'}.`,
	severity: 'error',
	from: { path: `^${folder}/`, pathNot: TESTS },
	to: {
		path: `^packages/(${WORKSPACE.filter((name) => !allowed.includes(name) && folder !== `packages/${name}`).join('|')})/`,
	},
}));

export default {
	forbidden: [
		...layers,
		{
			name: 'no-cycles',
			comment: 'Modules that import each other cannot be understood or tested apart.',
			severity: 'error',
			from: {},
			to: { circular: true },
		},
		{
			name: 'through-the-index',
			comment: 'A package is entered through its src/index.ts (or an entry that its package.json exports).',
			severity: 'error',
			from: { path: '^(packages|apps)/([^/]+)/' },
			to: {
				path: '^packages/[^/]+/',
				pathNot:
					'^packages/($2/|[^/]+/src/index\\.ts$|db/src/(embedded|migrate)\\.ts$|ui/src/[^/]+/index\\.ts$|testkit/fixtures/)',
			},
		},
		{
			name: 'pure-packages',
			comment: 'protocol, traffic and assertions know no Node: no sockets, files, clock or randomness.',
			severity: 'error',
			from: { path: '^packages/(protocol|traffic|assertions)/src/', pathNot: TESTS },
			to: { dependencyTypes: ['core'] },
		},
		{
			name: 'io-at-the-edge',
			comment: 'In capture, tap, replay and mock only src/io touches node:* or ws; the rest is a state machine.',
			severity: 'error',
			from: { path: '^packages/(capture|tap|replay|mock)/src/', pathNot: `(/src/io/|${TESTS})` },
			to: { dependencyTypes: ['core'] },
		},
		{
			name: 'ws-at-the-edge',
			comment: 'See io-at-the-edge.',
			severity: 'error',
			from: { path: '^packages/(capture|tap|replay|mock)/src/', pathNot: `(/src/io/|${TESTS})` },
			to: { path: 'node_modules/ws/' },
		},
		{
			name: 'testkit-for-tests',
			comment: 'testkit is imported by tests, e2e and bench only.',
			severity: 'error',
			from: { path: '^(packages/(?!testkit)|apps/|scripts/)', pathNot: TESTS },
			to: { path: '^packages/testkit/' },
		},
		{
			name: 'database-behind-db',
			comment: 'db is the only user of Prisma and of COPY.',
			severity: 'error',
			from: { path: '^(packages|apps)/', pathNot: `^packages/(db|testkit)/|${TESTS}` },
			to: { path: 'node_modules/(@prisma|pg|pg-copy-streams)/' },
		},
		{
			name: 'resolvable',
			comment: 'Every import must resolve.',
			severity: 'error',
			from: {},
			to: { couldNotResolve: true },
		},
	],
	options: {
		doNotFollow: { path: 'node_modules' },
		exclude: { path: '(/\\.next/|/src/generated/|/dist/|next-env)' },
		tsPreCompilationDeps: true,
		tsConfig: { fileName: 'tsconfig.base.json' },
		enhancedResolveOptions: {
			exportsFields: ['exports'],
			conditionNames: ['import', 'node', 'default', 'types'],
			extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
		},
	},
};
