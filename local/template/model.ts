/** What a template says, in plain values: every intrinsic resolved, every name final. */
export interface CloudModel {
  readonly scope: Scope;
  readonly tables: TableModel[];
  readonly functions: FunctionModel[];
  readonly stateMachines: StateMachineModel[];
  readonly mappings: MappingModel[];
  readonly buses: BusModel[];
  readonly rules: RuleModel[];
  readonly apis: ApiModel[];
  readonly queues: QueueModel[];
  readonly keys: KeyModel[];
  readonly roles: RoleModel[];
  readonly outputs: Record<string, string>;
}

/** Where the stack stands. */
export interface Scope {
  readonly stack: string;
  readonly region: string;
  readonly accountId: string;
  readonly partition: string;
  readonly urlSuffix: string;
}

interface Named {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
}

export interface KeyElement {
  readonly AttributeName: string;
  readonly KeyType: 'HASH' | 'RANGE';
}

export interface IndexDefinition {
  readonly IndexName: string;
  readonly KeySchema: KeyElement[];
  readonly Projection: { readonly ProjectionType: 'ALL' | 'KEYS_ONLY' | 'INCLUDE'; readonly NonKeyAttributes?: string[] };
}

export type StreamView = 'NEW_IMAGE' | 'OLD_IMAGE' | 'NEW_AND_OLD_IMAGES' | 'KEYS_ONLY';

/** What CreateTable takes. */
export interface TableDefinition {
  readonly TableName: string;
  readonly BillingMode: 'PAY_PER_REQUEST';
  readonly AttributeDefinitions: { readonly AttributeName: string; readonly AttributeType: 'S' | 'N' | 'B' }[];
  readonly KeySchema: KeyElement[];
  readonly GlobalSecondaryIndexes?: IndexDefinition[];
  readonly LocalSecondaryIndexes?: IndexDefinition[];
  readonly StreamSpecification?: { readonly StreamEnabled: true; readonly StreamViewType: StreamView };
}

export interface TableModel extends Named {
  readonly definition: TableDefinition;
  /** The stream as the template's references know it; the real one is found by the table's name. */
  readonly streamArn?: string;
  readonly ttlAttribute?: string;
}

/** What becomes of an event that a function could not handle. */
export interface AsynchronousPolicy {
  readonly maximumRetryAttempts: number;
  readonly maximumEventAgeInSeconds: number;
  readonly onFailureArn?: string;
  readonly deadLetterArn?: string;
}

export interface FunctionModel extends Named {
  /** Absolute path of the folder with the bundle. */
  readonly folder: string;
  readonly handler: string;
  readonly environment: Record<string, string>;
  readonly memorySize: number;
  readonly timeoutSeconds: number;
  readonly roleArn: string;
  readonly asynchronous: AsynchronousPolicy;
}

export interface StateMachineModel extends Named {
  readonly definition: string;
  readonly roleArn: string;
}

/** A table's stream that calls a function. */
export interface MappingModel {
  readonly logicalId: string;
  readonly functionName: string;
  readonly tableName: string;
  readonly streamArn: string;
  readonly enabled: boolean;
  readonly batchSize: number;
  readonly startingPosition: 'TRIM_HORIZON' | 'LATEST';
  /** Event patterns; a record that matches one is passed on. Empty: all records. */
  readonly filters: unknown[];
  readonly reportBatchItemFailures: boolean;
  readonly bisectBatchOnFunctionError: boolean;
  /** -1: until the record expires. */
  readonly maximumRetryAttempts: number;
  /** -1: no limit of its own. */
  readonly maximumRecordAgeInSeconds: number;
  /** Batches side by side; each partition key stays in order. */
  readonly parallelizationFactor?: number;
  readonly onFailureArn?: string;
}

export interface BusModel extends Named {}

export interface KeyModel extends Named {}

export interface RuleTarget {
  readonly id: string;
  readonly functionArn: string;
  readonly input: TargetInput;
}

/** What a target is given: the event itself, a constant, a part of the event, or a template filled from the event. */
export type TargetInput =
  | { readonly kind: 'event' }
  | { readonly kind: 'constant'; readonly json: string }
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'template'; readonly paths: Record<string, string>; readonly template: string };

export interface RuleModel extends Named {
  readonly busName: string;
  readonly enabled: boolean;
  readonly pattern?: Record<string, unknown>;
  readonly schedule?: string;
  readonly targets: RuleTarget[];
}

export interface Cors {
  readonly allowOrigins: string[];
  readonly allowMethods: string[];
  readonly allowHeaders: string[];
  readonly exposeHeaders: string[];
  readonly allowCredentials: boolean;
  readonly maxAge?: number;
}

export interface RouteModel {
  readonly logicalId: string;
  /** `GET /v1/visits/{id}`, `ANY /{proxy+}` or `$default`. */
  readonly key: string;
  readonly functionArn: string;
  readonly timeoutMilliseconds: number;
}

export interface ApiModel {
  readonly logicalId: string;
  readonly id: string;
  readonly name: string;
  readonly cors?: Cors;
  readonly routes: RouteModel[];
}

export interface QueueModel extends Named {
  readonly url: string;
}

export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: string[];
  readonly resources: string[];
  /** Patterns of partition keys, where the statement holds only for calls all of whose keys fit one (ForAllValues:StringLike). */
  readonly leadingKeys?: string[];
  /** Values of which each of these must have one (StringEquals). */
  readonly equals?: Record<string, string[]>;
}

export interface RoleModel extends Named {
  readonly statements: Statement[];
}

/** What a role allows and denies; nothing when the template does not have it. */
export function statementsOf({ roles }: Pick<CloudModel, 'roles'>, roleArn: string): readonly Statement[] {
  return roles.find(({ arn }) => arn === roleArn)?.statements ?? [];
}
