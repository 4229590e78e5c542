{{%AUTOESCAPE context="HTML"}}{{#choice}}
<form method="post" action="/settings/coach" class="card accent">
<h2>Who may read what you write?</h2>
<p>The built-in coach works on this machine and sends nothing anywhere. This site can also ask {{servers}}.</p>
{{#coaches}}<p>Then what you tell the coach, your questions and your answers would be sent to {{coaches}}: never with your user name, and with mail addresses and phone numbers masked.</p>{{/coaches}}
{{#hears}}<p>Recordings that you dictate would be sent to {{hears}} to be turned into text, just as they are.</p>{{/hears}}
<p class="hint">Until you choose, only the built-in coach is asked. You can change it in the settings at any time.</p>
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<p class="actions"><button class="button" name="coach" value="builtin">Built-in coach only</button> <button name="coach" value="outside">Ask them too</button></p>
</form>
{{/choice}}
