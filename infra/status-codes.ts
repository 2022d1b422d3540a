/** Stands in for the list of Node's `http` in middy's helpers, which name errors by it; here only the router's own 404. */
export const STATUS_CODES: Record<number, string> = { 404: 'Not Found' };
