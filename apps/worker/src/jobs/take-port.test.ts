import { expect, test } from 'vitest';
import { takePort } from './take-port.ts';

const inUse = () => Promise.reject(Object.assign(new Error('in use'), { code: 'PORT_IN_USE' }));
const { signal } = new AbortController();

test('a first attempt fails at once', async () => {
	await expect(takePort({ job: { attempts: 1 }, signal }, inUse)).rejects.toThrow('in use');
});

test('a job that is started again waits for its port, but for nothing else', async () => {
	let calls = 0;
	const listen = () => (++calls < 3 ? inUse() : Promise.resolve('open'));
	expect(await takePort({ job: { attempts: 2 }, signal }, listen)).toBe('open');
	const refused = () => Promise.reject(new Error('refused'));
	await expect(takePort({ job: { attempts: 2 }, signal }, refused)).rejects.toThrow('refused');
	await expect(takePort({ job: { attempts: 2 }, signal: AbortSignal.abort() }, inUse)).rejects.toThrow('in use');
});
