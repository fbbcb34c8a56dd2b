export { ignoredParams, orderParams } from './param-order.ts';
export { COMPARE_PARAMS, RANGES, TABS, TRAFFIC_PARAMS, type TrafficRange, type TrafficTab } from './traffic-params.ts';
