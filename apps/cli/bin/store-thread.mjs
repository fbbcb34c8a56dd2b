import { register } from 'tsx/esm/api';

register();
const { serveStore } = await import('../src/commands/record/store-thread.ts');
await serveStore();
