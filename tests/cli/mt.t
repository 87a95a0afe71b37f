Engines, without a server: how they are set up, and what is wrong with it.

  $ barq engines
  libretranslate
      engine  libretranslate
      url     http://127.0.0.1:5000
      key     none
  llamacpp
      engine  llamacpp
      url     http://127.0.0.1:8080/v1
      key     none
  apertium
      engine  apertium
      url     http://127.0.0.1:2737
      key     none
  not set up: deepl, google, azure, amazon, openai, ollama, vllm, anthropic, modernmt
  $ barq engines --config no-such.ini
  barq: no-such.ini: cannot open: No such file or directory
  [3]
  $ printf '[mt newsroom]\nengine = openai\nurl = http://127.0.0.1:9/v1\nmodel = small\n\n[mt deepl]\nkey_file = deepl.key\n' >desk.ini
  $ echo secret-1:fx >deepl.key; chmod 644 deepl.key
  $ barq engines --config desk.ini | head -n 7
  newsroom
      engine  openai
      url     http://127.0.0.1:9/v1
      model   small
      key     none
  deepl
      cannot be used: deepl.key: others can read this key (chmod 600 deepl.key)
  $ chmod 600 deepl.key; barq engines --config desk.ini | sed -n 6,9p
  deepl
      engine  deepl
      url     https://api-free.deepl.com
      key     deepl.key
  $ barq engines --config desk.ini --json | head -n 18
  [{
  		"name":	"newsroom",
  		"engine":	"openai",
  		"url":	"http://127.0.0.1:9/v1",
  		"model":	"small",
  		"key":	"",
  		"configured":	true,
  		"usable":	true
  	}, {
  		"name":	"deepl",
  		"engine":	"deepl",
  		"url":	"https://api-free.deepl.com",
  		"model":	"",
  		"key":	"deepl.key",
  		"configured":	true,
  		"usable":	true
  	}, {
  		"name":	"libretranslate",
  $ barq engines --config desk.ini --check --json | grep -A1 reachable | head -n 2
  		"reachable":	false,
  		"failure":	"newsroom: cannot connect to http://127.0.0.1:9/v1 (is it running? set BARQ_NEWSROOM_URL)"
  $ printf '[mt deepl]\nkey = secret-1\n' >wrong.ini; barq mt --config wrong.ini --mt deepl 'Talks resumed.'
  barq: wrong.ini:2: a key does not belong into this file; use key_file or key_env
  [3]
  $ printf '[mt deepl\n' >wrong.ini; barq engines --config wrong.ini
  barq: wrong.ini:1: a section without its "]"
  [3]
  $ printf '[mt x]\nengine = template\nurl = https://example.org\nanswer = /a\n' >wrong.ini; barq mt --config wrong.ini --mt x 'Talks resumed.'
  barq: x: a template says nowhere {{text}} or {{texts}} (see [mt x])
  [3]
  $ mkdir -p .config/barq; mv wrong.ini .config/barq/barq.ini; barq mt --mt x 'Talks resumed.'; rm -r .config
  barq: x: a template says nowhere {{text}} or {{texts}} (see [mt x])
  $ barq mt 'Talks resumed.'
  barq: no engine is named; give --mt ENGINE or set BARQ_MT (barq engines lists them)
  [2]
  $ barq mt --mt babelfish 'Talks resumed.'
  barq: no engine is called "babelfish" (there is: libretranslate, deepl, google, azure, amazon, openai, ollama, llamacpp, vllm, anthropic, apertium, modernmt, template, or [mt NAME] in barq.ini)
  [2]
  $ barq mt --mt libretranslate --budget many 'Talks resumed.'
  barq: --budget takes characters a run, a stroke and characters a month, as 20000/500000, not "many"
  [2]
  $ BARQ_LIBRETRANSLATE_KEY="$(printf 'a\nb')" barq mt --mt libretranslate 'Talks resumed.'
  barq: libretranslate: the key holds a line end or another control character (set BARQ_LIBRETRANSLATE_KEY anew)
  [2]
  $ BARQ_LIBRETRANSLATE_URL=http://127.0.0.1:9 barq mt --mt libretranslate 'Talks resumed.'
  barq: libretranslate: cannot connect to http://127.0.0.1:9 (is it running? set BARQ_LIBRETRANSLATE_URL)
  [5]
  $ BARQ_LIBRETRANSLATE_URL=http://127.0.0.1:9 barq mt --mt libretranslate 12
  barq: the text is neither Arabic nor English
  [3]
  $ BARQ_LIBRETRANSLATE_URL=http://example.org barq mt --mt libretranslate 'Talks resumed.'
  barq: libretranslate: http://example.org would send text unencrypted to another machine (use https in BARQ_LIBRETRANSLATE_URL, or plain_http = yes in barq.ini)
  [2]
  $ BARQ_LIBRETRANSLATE_URL=https://127.0.0.1:9 barq mt --mt libretranslate --cacert no-such.pem 'Talks resumed.'
  barq: no-such.pem: cannot open: No such file or directory (--cacert)
  [3]
