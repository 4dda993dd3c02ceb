export const STORE = Symbol('event store');
export const BUS = Symbol('bus');
export const READ_MODELS = Symbol('read models');
export const CLOCK = Symbol('clock');
