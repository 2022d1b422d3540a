import { App } from 'aws-cdk-lib';
import { bundle } from './bundle.ts';
import { acknowledge } from './nag.ts';
import { ModelWorkerVisits } from './stack.ts';

await bundle();
const app = new App({ analyticsReporting: false });
const region = app.node.tryGetContext('region') ?? process.env.CDK_DEFAULT_REGION;
acknowledge(new ModelWorkerVisits(app, 'ModelWorkerVisits', region ? { env: { region } } : {}));
app.synth();
