/** What is stored as JSON and handed on as it is; who reads it checks it. */
export type JsonObject = { readonly [key: string]: unknown };
