import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import preset from './jest.preset.mjs';

const root = import.meta.dirname;
const inFolder = (folder) => readdirSync(join(root, folder)).map((name) => join(root, folder, name));

export default { projects: [...inFolder('libs'), ...inFolder('services'), join(root, 'test')].map(preset) };
