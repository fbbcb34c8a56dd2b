import type { AppRouter } from '@refrain/api';
import type { inferRouterOutputs } from '@trpc/server';

type Outputs = inferRouterOutputs<AppRouter>['mocks'];

export type Mock = Outputs['get'];
export type MockLine = Outputs['entries']['entries'][number];
