// The entry of a recorder's thread, as an application writes it; what the sink was told goes to a file.
import { register } from 'tsx/esm/api';

register();
const { serve } = await import('./recorder-sink.ts');
await serve();
