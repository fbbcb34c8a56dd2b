export { type DemoClientOptions, type DemoClientResult, runDemoClient } from './demo-client.ts';
export type { DemoBuild } from './faults.ts';
export { type Demo, type DemoOptions, startDemo } from './start-demo.ts';
