export { CaptureError, type CaptureErrorCode } from './capture-error.ts';
export { type Endpoint, formatEndpoint, hostAndPort, parseEndpoint } from './endpoint.ts';
export { type AuthorityFiles, authorityFiles, CertificateAuthority } from './io/certificate-authority.ts';
export { type Clock, systemClock } from './io/clock.ts';
export type { CaptureNotice } from './io/notices.ts';
export { preloadVariables } from './io/preload.ts';
export { type OwnedSink, serveRecorder } from './io/serve-recorder.ts';
export {
	type Capture,
	type CaptureLimits,
	type CaptureOptions,
	type CaptureStats,
	type CaptureStore,
	type ListenAddress,
	type Listener,
	startCapture,
} from './io/start-capture.ts';
export type { DecodeLimits } from './link-recording.ts';
export { MODES, type ModeName, type ModeOptions } from './modes/index.ts';
export type { RecorderStats } from './recorder.ts';
