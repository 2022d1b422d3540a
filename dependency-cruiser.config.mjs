/** Imports point one way (docs/architecture.md): infra → workflows; handlers → rules; nothing imports a handler. */
export default {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      // A join knows its execution as a type only; the parser cannot tell the difference.
      from: { pathNot: '^local/step-functions/(execution|join)\\.ts$' },
      to: { circular: true },
    },
    {
      name: 'nothing-imports-a-handler',
      comment: 'A handler is an entry point; what two of them need has a file of its own.',
      severity: 'error',
      from: { pathNot: '^test/' },
      to: { path: '\\.handler\\.ts$' },
    },
    {
      name: 'functions-stand-alone',
      comment: 'Functions do not know where they run, nor how they are deployed.',
      severity: 'error',
      from: { path: '^functions/' },
      to: { path: '^(infra|workflows|local|test|bench|demo|data)/' },
    },
    {
      name: 'workflows-know-no-code',
      comment: 'A workflow knows the names of functions, not their code.',
      severity: 'error',
      from: { path: '^workflows/' },
      to: { path: '^(functions|infra|local|test|data)/' },
    },
    {
      name: 'infra-knows-keys-only',
      comment:
        'The template needs the table’s keys, the kinds of items under them and the names of events; nothing else of the code.',
      severity: 'error',
      from: { path: '^infra/' },
      to: { path: '^(functions|local|test|data)/', pathNot: '^functions/platform/(keys|kinds|event-names)\\.ts$' },
    },
    {
      name: 'rules-are-pure',
      comment: 'Rules take values and return values: no SDK, no table, no environment.',
      severity: 'error',
      from: {
        path: [
          '^functions/catalogue/',
          '^functions/calendars/(calendar|event-status|feed|texts|visit-event)\\.ts$',
          '^functions/letters/(bodies|concerned|copy|draft|issue|letter|number|still-holds|words)\\.ts$',
          '^functions/identity/(host-cookie|key-rotation|one-time-code|pages|sending-limits)\\.ts$',
          '^functions/notices/message\\.ts$',
          '^functions/notices/channels/(fill|message-token|mobile|public-address|robot-url|words)\\.ts$',
          '^functions/access/(may|rules|sides)\\.ts$',
          '^functions/deadlines/(due|filing|moments|policy|reminders|say|shanghai-time|working-days)\\.ts$',
          '^functions/limits/(buckets|limits)\\.ts$',
          '^functions/policy/(changes|check|moving|view)\\.ts$',
          '^functions/changes/cancel\\.ts$',
          '^functions/decisions/(steps/.+|ending|task|task-writes|step-rule)\\.ts$',
          '^functions/matching/(choose|constraints|diary|ledger|permitted|propose|rank|reasons|release|request|request-of|score|sentences|topics)\\.ts$',
          '^functions/visits/(changes|check-slots|doubles|events|new-visit|next-run-rule|record|request|slot|status|times|visit)\\.ts$',
          '^functions/talent/(employments|honours|permission|speaker)\\.ts$',
          '^functions/personal/sealing\\.ts$',
          '^functions/absences/(absent|contest|settle)\\.ts$',
          '^functions/pace/(figures|from-task|period|row|working-hours)\\.ts$',
          '^functions/reports/(actuals|row|statistics-table)\\.ts$',
        ],
      },
      to: {
        path: ['@aws-sdk/', '^functions/platform/(table|api|env|idempotency)\\.ts$', '\\.handler\\.ts$'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'local-knows-no-handler',
      comment:
        'The local cloud runs the template; of the code it knows the keys and how numbers are sealed, to fill in the sample data.',
      severity: 'error',
      from: { path: '^local/' },
      to: {
        path: '^(functions|infra|workflows|demo|test|bench)/',
        pathNot: '^functions/(platform/keys|personal/sealing)\\.ts$',
      },
    },
    { name: 'not-to-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '^aws-lambda$' } },
    {
      name: 'declared-packages-only',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    // TypeScript 7 offers no API to parse with.
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.mjs', '.js', '.json'],
    },
  },
};
