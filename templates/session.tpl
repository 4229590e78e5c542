{{%AUTOESCAPE context="HTML"}}{{#streamed}}{{#failed}}<div class="notice" role="alert"><p><strong>The coach could not choose questions just now.</strong> {{trouble_text}} Your session is saved and its clock goes on. Try once more in a moment.</p></div>{{/failed}}
{{#elsewhere}}<div class="notice"><p><strong>Your questions are being chosen in another window.</strong> Look again in a moment: <a href="/session/{{session_id}}">the session</a></p></div>{{/elsewhere}}
<h2>{{topic}}</h2>{{/streamed}}
{{#no_streamed}}<h1>{{topic}}</h1>{{/no_streamed}}
<p class="lead">{{shape}}.</p>
{{#time_left}}
<p>The session ends at <strong>{{ends_text}}</strong> ({{planned_text}} in all).</p>
<div class="clock {{clock_all}}" aria-hidden="true"><span class="{{clock_left}}"></span></div>
{{/time_left}}
{{#time_over}}
<div class="notice"><p><strong>The time you planned is over</strong> since {{ends_text}}. An answer you have begun still counts. Then end the session to see how it went.</p></div>
{{/time_over}}
{{#no_running}}<div class="notice"><p>This session has ended. <a href="/session/{{session_id}}/summary">See its summary</a></p></div>{{/no_running}}
<ol class="plain">
{{#questions}}
<li class="card">
<p class="question">{{question}}</p>
<p><span class="tag">{{difficulty}}</span> <span class="tag">{{seconds_text}}</span>{{#redo_reason}} <span class="tag">{{status_text}}</span>{{/redo_reason}}{{#is_skipped}} <span class="tag no">skipped</span>{{/is_skipped}}{{#last_score}} <span class="tag yes">{{last_score}} of 10</span>{{/last_score}}{{#last_pending}} <span class="tag no">mark to come</span>{{/last_pending}}{{#last_not_marked}} <span class="tag no">not marked</span>{{/last_not_marked}}{{#last_late}} <span class="tag no">late</span>{{/last_late}}</p>
{{#no_attempt_id}}<p class="muted">{{why}}</p>{{/no_attempt_id}}
<div class="actions">
{{#can_go_on}}<a class="button" href="/session/{{session_id}}/question/{{question_id}}">Go on answering</a> <span class="muted">Its clock ends at {{question_ends_text}}</span>{{/can_go_on}}
{{#attempt_id}}<a href="/attempt/{{attempt_id}}">Your answer{{#last_score}} and its mark{{/last_score}}</a>{{/attempt_id}}
{{#can_take}}<form method="post" action="/study/session/{{session_id}}/open/{{question_id}}">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<button{{#is_next}} class="button"{{/is_next}}>Take this one</button>
</form>{{/can_take}}
{{#can_retry}}<form method="post" action="/study/session/{{session_id}}/open/{{question_id}}">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<button>Try it again</button>
</form>{{/can_retry}}
{{#can_retake}}<form method="post" action="/study/session/{{session_id}}/open/{{question_id}}">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<button>Take it after all</button>
</form>{{/can_retake}}
{{#can_skip}}<form method="post" action="/study/session/{{session_id}}/skip/{{question_id}}">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<button class="quiet">Skip</button>
</form>{{/can_skip}}
</div>
</li>
{{/questions}}
</ol>
{{#to_suggest}}
<form method="post" action="/study/generate_questions/{{session_id}}" class="card accent">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<p>The coach chooses questions that fit the topic, your level and what you answered before. You pick which to take.</p>
{{#no_streamed}}{{#unanswered_text}}<p>When it was asked last, it could not choose any. {{unanswered_text}}</p>{{/unanswered_text}}{{/no_streamed}}
<p class="actions"><button class="button">Get the questions</button></p>
</form>
{{/to_suggest}}
{{#running}}
<form method="post" action="/study/end_session">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<input type="hidden" name="session_id" value="{{session_id}}">
<p class="actions"><button>End the session</button> <span class="muted">You will see what you did at once.</span></p>
</form>
{{/running}}
