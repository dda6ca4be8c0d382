#!/usr/bin/env node
// Plain old syntax, so that an old Node can still say what is wrong.
var version = process.versions.node.split('.').map(Number);
if (version[0] < 20 || (version[0] === 20 && version[1] < 19)) {
  process.stderr.write('error: auth-advisor needs Node 20.19 or newer; this is ' + process.version + '\n');
  process.exitCode = 2;
} else {
  import('../dist/cli.js').then(
    (cli) => cli.main(),
    (error) => {
      var missing = error && error.code === 'ERR_MODULE_NOT_FOUND';
      process.stderr.write(
        'error: ' + (missing ? 'auth-advisor is not built; run "npm run build" first' : error) + '\n',
      );
      process.exitCode = 4;
    },
  );
}
