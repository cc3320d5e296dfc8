// Prints the lines of all blocks marked `sh run` in the files named.
import { readFileSync } from 'node:fs';

for (const file of process.argv.slice(2))
    for (const [, block] of readFileSync(file, 'utf8').matchAll(/^```sh run\n(.*?)^```/gms))
        for (const line of block.split('\n'))
            if (line.trim() && !line.startsWith('#')) console.log(line.replace(/\s+#\s.*$/, ''));
