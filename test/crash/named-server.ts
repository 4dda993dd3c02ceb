/** Without it everything would run, and pass, on the files of this machine. */
export const namedServer = (setting: string): string => {
  const url = process.env[setting];
  if (url === undefined) throw new Error(`${setting} names no server; npm run test:servers starts one.`);
  return url;
};
