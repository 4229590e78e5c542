{{%AUTOESCAPE context="HTML"}}<div class="notice" role="alert">
<p><strong>The coach could not finish just now.</strong> What you sent is saved and nothing is lost. Look again in a moment:
{{#attempt_id}}<a href="/attempt/{{attempt_id}}">your answer</a>, {{/attempt_id}}{{#story_id}}<a href="/story/{{story_id}}">your story</a>, {{/story_id}}{{#session_id}}<a href="/session/{{session_id}}">the session</a>, {{/session_id}}<a href="/">home</a>.</p>
<p class="muted">If you ask for help, give this number: <code>{{request_id}}</code></p>
</div>
