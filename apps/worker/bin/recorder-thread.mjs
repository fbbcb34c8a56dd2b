import { register } from 'tsx/esm/api';

register();
const { serveDatabase } = await import('../src/recorder-thread.ts');
await serveDatabase();
