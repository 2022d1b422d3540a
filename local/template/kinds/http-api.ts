import { functionName, type Kind } from '../kind.ts';
import type { Cors } from '../model.ts';
import type { Properties } from '../properties.ts';
import { refuse } from '../refusal.ts';

export const api: Kind = {
  type: 'AWS::ApiGatewayV2::Api',
  identify(naming) {
    const id = naming.logicalId.toLowerCase();
    return { ref: id, attributes: { ApiId: id, ApiEndpoint: naming.apiEndpoint } };
  },
  build(logicalId, properties, draft, identity) {
    properties.without('Description', 'Tags', 'DisableExecuteApiEndpoint', 'IpAddressType');
    properties.word('ProtocolType', ['HTTP']);
    properties.word('RouteSelectionExpression', ['$request.method $request.path'], '$request.method $request.path');
    const allowed = properties.has('CorsConfiguration') ? cors(properties.object('CorsConfiguration')) : undefined;
    draft.apis.push({
      logicalId,
      id: identity.ref,
      name: properties.text('Name'),
      ...(allowed && { cors: allowed }),
      routes: [],
    });
  },
};

export const stage: Kind = {
  type: 'AWS::ApiGatewayV2::Stage',
  identify: (naming) => ({ ref: naming.given('StageName') ?? naming.logicalId, attributes: {} }),
  build(_logicalId, properties) {
    // Limits of throughput protect a shared account; there is none here.
    properties.without('ApiId', 'AccessLogSettings', 'DefaultRouteSettings', 'RouteSettings', 'Description', 'Tags');
    properties.word('StageName', ['$default']);
    properties.flag('AutoDeploy', false);
  },
};

export const integration: Kind = {
  type: 'AWS::ApiGatewayV2::Integration',
  identify: (naming) => ({ ref: naming.logicalId.toLowerCase(), attributes: {} }),
  build(_logicalId, properties, draft, identity) {
    properties.without('ApiId', 'Description', 'IntegrationMethod', 'ConnectionType');
    properties.word('IntegrationType', ['AWS_PROXY']);
    properties.word('PayloadFormatVersion', ['2.0']);
    const timeoutMilliseconds = properties.number('TimeoutInMillis', 30_000);
    const uri = properties.text('IntegrationUri');
    // Either the function's ARN or the older form apigateway:…/functions/{arn}/invocations.
    const functionArn = /functions\/(arn:[^/]+)\/invocations$/.exec(uri)?.[1] ?? uri;
    draft.integrations.set(identity.ref, { functionArn, timeoutMilliseconds });
  },
};

export const route: Kind = {
  type: 'AWS::ApiGatewayV2::Route',
  identify: (naming) => ({ ref: naming.logicalId.toLowerCase(), attributes: {} }),
  build(logicalId, properties, draft) {
    properties.without('OperationName', 'ApiKeyRequired');
    properties.word('AuthorizationType', ['NONE'], 'NONE');
    const owner = draft.apis.find((each) => each.id === properties.text('ApiId'));
    const target = draft.integrations.get(properties.text('Target').replace(/^integrations\//, ''));
    if (!owner || !target) refuse(logicalId, 'its API or its integration is not in this template');
    if (!draft.functions.some((each) => each.name === functionName(target.functionArn))) {
      refuse(logicalId, `its function ${target.functionArn} is not in this template`);
    }
    owner.routes.push({ logicalId, key: properties.text('RouteKey'), ...target });
  },
};

function cors(properties: Properties): Cors {
  const maxAge = properties.has('MaxAge') ? properties.number('MaxAge', 0) : undefined;
  return {
    allowOrigins: properties.texts('AllowOrigins'),
    allowMethods: properties.texts('AllowMethods'),
    allowHeaders: properties.texts('AllowHeaders').map((each) => each.toLowerCase()),
    exposeHeaders: properties.texts('ExposeHeaders'),
    allowCredentials: properties.flag('AllowCredentials', false),
    ...(maxAge !== undefined && { maxAge }),
  };
}
