export { type TemporaryDatabase, temporaryDatabase } from './postgres/temporary-database.ts';
export { EchoService, type Told, tell, UNAUTHORIZED_BODY } from './services/echo-service.ts';
export { hasProgram } from './services/program.ts';
export { expectedFacts, factsOf, type TcpFacts } from './streams/facts.ts';
export { ownFixture, type StreamFixture, streamFixtures } from './streams/fixtures.ts';
export { type PlayedConnection, playTcpStream, ScriptedServer, StreamEnd } from './streams/play-tcp-stream.ts';
export { readTcpStream, type TcpEvent } from './streams/tcp-stream.ts';
