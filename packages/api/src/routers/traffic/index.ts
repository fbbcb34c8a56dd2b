import { router } from '../../trpc.ts';
import { connection } from './connection.ts';
import { exchange } from './exchange.ts';
import { frame } from './frame.ts';
import { frames } from './frames.ts';
import { histogram } from './histogram.ts';
import { httpExchange } from './http-exchange.ts';
import { httpExchanges } from './http-exchanges.ts';
import { neighbour } from './neighbour.ts';
import { rowAt } from './row-at.ts';
import { search } from './search.ts';
import { sparklines } from './sparklines.ts';
import { status } from './status.ts';
import { tree } from './tree.ts';
import { updates } from './updates.ts';

export const trafficRouter = router({
	connection,
	exchange,
	frame,
	frames,
	histogram,
	httpExchange,
	httpExchanges,
	neighbour,
	rowAt,
	search,
	sparklines,
	status,
	tree,
	updates,
});
