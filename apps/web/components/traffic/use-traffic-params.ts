'use client';
import { toast } from '@refrain/ui/base';
import { ignoredParams, TRAFFIC_PARAMS } from '@refrain/ui/url';
import { throttle, useQueryStates } from 'nuqs';
import { useEffect } from 'react';

/** At most one write to the history per 200 ms: Safari throws when there are more. */
const WRITE_MS = 200;

/** What the traffic page keeps in its address. */
export function useTrafficParams() {
	const [params, set] = useQueryStates(TRAFFIC_PARAMS, { history: 'replace', limitUrlUpdates: throttle(WRITE_MS) });
	useIgnoredNotice();
	return { params, set };
}

export type TrafficParams = ReturnType<typeof useTrafficParams>['params'];
export type SetTrafficParams = ReturnType<typeof useTrafficParams>['set'];

/** Nothing of a link is dropped silently. */
function useIgnoredNotice(): void {
	useEffect(() => {
		const ignored = ignoredParams(new URLSearchParams(location.search), TRAFFIC_PARAMS);
		if (ignored.length > 0) toast({ message: `Ignored ${ignored.map((one) => `"${one}"`).join(', ')} from the link.` });
	}, []);
}
