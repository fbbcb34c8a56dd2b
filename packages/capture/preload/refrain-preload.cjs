'use strict';

// Loaded into Node programs that `refrain record -- ...` starts (NODE_OPTIONS=--require): leads their TCP connections through the recorder,
// whatever library makes them: the ws package heeds no proxy variables, and the global WebSocket of Node 20 neither.
//
// A connection is made to the recorder instead of the service; when it stands, the recorder is told over a connection of its own what it
// is for. Nothing is written into the connection itself, so TLS and everything else works as if the recorder were not there.

const net = require('node:net');

/** 'RECORDER-PORT ANNOUNCE-PORT OWN-PORT,OWN-PORT': ports on 127.0.0.1; the own ones are left alone. */
const [recorderPort, announcePort, ownPorts] = (process.env.REFRAIN_PRELOAD ?? '').split(' ');
const LOOPBACK = new Set(['localhost', '127.0.0.1', '::1', '::ffff:127.0.0.1']);
const own = new Set((ownPorts ?? '').split(',').filter(Boolean));
const connect = net.Socket.prototype.connect;
let control = null;
let recorderIsGone = false;

function announce(line) {
	if (control === null) {
		control = new net.Socket();
		control.on('error', () => {
			// The program must run on when the recorder has ended: directly, from the next connection on.
			recorderIsGone = true;
		});
		connect.call(control, { host: '127.0.0.1', port: Number(announcePort), noDelay: true });
		control.unref();
	}
	control.write(line);
}

if (recorderPort && announcePort) {
	net.Socket.prototype.connect = function (...args) {
		// net.connect() hands on arguments that it has put in order already, as an array.
		const [options, done] = Array.isArray(args[0]) ? args[0] : net._normalizeArgs(args);
		const host = options.host || 'localhost';
		const toRecorder = LOOPBACK.has(host) && own.has(String(options.port));
		if (recorderIsGone || options.path || options.fd !== undefined || !options.port || toRecorder) {
			return connect.apply(this, args);
		}
		this.prependOnceListener('connect', () => announce(`${this.localPort} ${options.port} ${host}\n`));
		const led = { ...options, host: '127.0.0.1', port: Number(recorderPort), family: 4 };
		for (const name of ['lookup', 'localAddress', 'localPort', 'hints']) delete led[name];
		return connect.call(this, led, ...(done ? [done] : []));
	};
}
