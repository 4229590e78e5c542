{{%AUTOESCAPE context="HTML"}}<h1>{{question}}</h1>
<p class="muted">{{topic}} · {{difficulty}} · {{seconds_text}}{{#no_tries}}{{#why}} · {{why}}{{/why}}{{/no_tries}}</p>
{{#time_left}}
<p>Your time ends at <strong>{{ends_text}}</strong>. A late answer still counts; it is only marked as late.</p>
<div class="clock {{clock_all}}" aria-hidden="true"><span class="{{clock_left}}"></span></div>
{{/time_left}}
{{#time_over}}<div class="notice"><p><strong>The clock ran out at {{ends_text}}.</strong> Finish your thought: the answer is taken in full and marked as late.</p></div>{{/time_over}}
{{#tries}}{{#attempt_id}}<p><a href="/attempt/{{attempt_id}}">Try {{number}}{{#score_then}}: {{score_then}} of 10{{/score_then}}</a></p>{{/attempt_id}}{{/tries}}
{{#is_open}}
<form method="post" action="/study/evaluate_answer/{{session_id}}" class="card">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<input type="hidden" name="question_id" value="{{question_id}}">
<div class="field">
<label for="answer">Your answer</label>
<p class="hint" id="answer-hint">Type it, or dictate it with your device’s own dictation. Say it as you would in the room.</p>
{{#heard}}<p class="notice" role="status">Your words are in the box. Read them through and correct what was misheard: they count when you press Answer.</p>{{/heard}}
{{#silence}}<p class="notice" role="status">Nothing was heard in that recording. Is the microphone on?</p>{{/silence}}
<textarea id="answer" name="answer" rows="14" maxlength="20000" required aria-describedby="answer-problem answer-hint"{{#answer_problem}} aria-invalid="true"{{/answer_problem}}>
{{answer:p}}</textarea>
<p class="problem" id="answer-problem">{{answer_problem}}</p>
</div>
{{#speech_ready}}
<div class="field">
{{>part_recording}}
<p class="actions"><button formaction="/speech/answer/{{session_id}}/{{question_id}}" formenctype="multipart/form-data" formnovalidate>Turn into text</button></p>
<script src="/static/recorder.js" defer></script>
</div>
{{/speech_ready}}
{{#no_speech_ready}}{{#audio_problem}}<p class="problem">{{audio_problem}}</p>{{/audio_problem}}{{/no_speech_ready}}
{{#speech_agree}}<p class="hint">{{speech_agree}} could turn a recording into text here. Whether it may is yours to say, in the <a href="/settings">settings</a>.</p>{{/speech_agree}}
<div class="field">
<label for="self_score">What would you give yourself? <span class="muted">(if you like)</span></label>
<select id="self_score" name="self_score" aria-describedby="self-problem"{{#self_score_problem}} aria-invalid="true"{{/self_score_problem}}>
<option value="">I’d rather not say</option>
{{#self_scores}}<option value="{{value}}"{{#chosen}} selected{{/chosen}}>{{value}}</option>
{{/self_scores}}
</select>
<p class="problem" id="self-problem">{{self_score_problem}}</p>
</div>
<p class="actions">
<button class="button">Answer</button>
<button formaction="/study/session/{{session_id}}/draft/{{question_id}}" formnovalidate>Save as a draft</button>
</p>
{{#draft}}<p class="hint">Your draft is kept.</p>{{/draft}}
</form>
{{/is_open}}
{{#no_is_open}}
{{#draft}}<section class="card"><h2>Your draft</h2><p class="said">{{draft:p}}</p></section>{{/draft}}
{{#can_take}}
<form method="post" action="/study/session/{{session_id}}/open/{{question_id}}" class="card">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<p>Its clock starts when you take it: {{seconds_text}}.</p>
<p class="actions"><button class="button">Take this question</button></p>
</form>
{{/can_take}}
{{#can_retake}}
<form method="post" action="/study/session/{{session_id}}/open/{{question_id}}" class="card">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<p>You can take it again: {{seconds_text}}.{{#draft}} Your draft will be in the box.{{/draft}}</p>
<p class="actions"><button class="button">Try it again</button></p>
</form>
{{/can_retake}}
{{#no_running}}<div class="notice"><p>This session has ended. <a href="/session/{{session_id}}/summary">See its summary</a></p></div>{{/no_running}}
{{/no_is_open}}
<div class="actions">
{{#can_skip}}
<form method="post" action="/study/session/{{session_id}}/skip/{{question_id}}">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<button class="quiet">Skip this one</button>
</form>
{{/can_skip}}
<form method="post" action="/study/story/{{question_id}}">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<button class="quiet">Build a story for it instead</button>
</form>
<a href="/session/{{session_id}}">Back to the session</a>
</div>
{{#stories}}{{#story_id}}<p>You have a story for this: <a href="/story/{{story_id}}">{{story_title}}</a></p>{{/story_id}}{{/stories}}
