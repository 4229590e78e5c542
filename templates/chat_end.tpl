{{%AUTOESCAPE context="HTML"}}{{#replaced}}<div class="bubble coach"><p>{{last_reply:p}}</p></div>{{/replaced}}{{#instead_text}}<p class="muted">{{instead_text}}</p>{{/instead_text}}
{{#no_answered}}
<form method="post" action="/plan/chat/retry" class="notice">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<input type="hidden" name="message" value="{{message_id}}">
<p><strong>The coach could not answer just now.</strong> {{trouble_text}} What you wrote is saved.</p>
<p class="actions"><button class="button">Ask again</button></p>
</form>
{{/no_answered}}
<div class="beside">
<div>
{{>part_ask}}
{{>part_say}}
</div>
<div>
{{>part_heard}}
{{>part_propose}}
{{>part_facts}}
</div>
</div>
<p><a href="/chat">The whole conversation</a> · <a href="/told">All that you told</a></p>
