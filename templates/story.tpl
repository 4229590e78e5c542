{{%AUTOESCAPE context="HTML"}}{{#streamed}}{{#failed}}<div class="notice" role="alert"><p><strong>The coach could not build it just now.</strong> {{trouble_text}} The story is kept. Write it yourself below, or try once more.</p></div>{{/failed}}
{{#elsewhere}}<div class="notice"><p><strong>It is being built in another window.</strong> Look again in a moment: <a href="/story/{{story_id}}">the story</a></p></div>{{/elsewhere}}
<h2>{{story_title}}</h2>{{/streamed}}
{{#no_streamed}}<h1>{{#story_title}}{{story_title}}{{/story_title}}{{#no_story_title}}Your story{{/no_story_title}}</h1>{{/no_streamed}}
{{#question}}<p class="question">{{question}}</p>{{/question}}
{{#stored}}
<div class="notice wrong" role="alert">
<p><strong>This story was saved meanwhile in another window.</strong> What you typed is in the boxes below; what is stored stands here. Saving keeps your words as the newest version; the other one stays readable.</p>
<details><summary>What is stored now</summary>
<dl>
<dt>Title</dt><dd>{{story_title}}</dd>
{{#parts}}<dt>{{label}}</dt><dd class="said">{{value:p}}</dd>
{{/parts}}
</dl>
</details>
</div>
{{/stored}}
{{#to_build}}
<form method="post" action="/story/{{story_id}}/build" class="card accent">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<p>The coach has not built this one yet. It starts from what you told it about yourself, and asks about what is missing.</p>
{{#no_streamed}}{{#unanswered_text}}<p>When it was asked last, it could not. {{unanswered_text}}</p>{{/unanswered_text}}{{/no_streamed}}
<p class="actions"><button class="button">Build it with the coach</button></p>
</form>
{{/to_build}}
{{#instead_text}}<p class="muted">{{instead_text}}</p>{{/instead_text}}
{{#has_gaps}}
<section class="card">
<h2>The coach would still ask</h2>
<ul>
{{#gaps}}<li>{{value}}</li>
{{/gaps}}
</ul>
<p class="muted">Put the answers where they belong, and save.</p>
</section>
{{/has_gaps}}
{{#read}}
<section class="card">
{{>part_told}}
</section>
{{/read}}
<details class="card{{#read}} on-screen{{/read}}"{{#no_read}} open{{/no_read}}><summary>{{#read}}Change it{{/read}}{{#no_read}}Write it{{/no_read}}</summary>
<form method="post" action="/story/{{story_id}}/save">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<input type="hidden" name="version" value="{{version}}">
<div class="field">
<label for="story_title">Title</label>
<input id="story_title" name="story_title" type="text" maxlength="200" required value="{{story_title}}" aria-describedby="story_title-problem"{{#story_title_problem}} aria-invalid="true"{{/story_title_problem}}>
<p class="problem" id="story_title-problem">{{story_title_problem}}</p>
</div>
<div class="field">
<label for="situation">Situation</label>
<p class="hint" id="situation-hint">Where and when was it, and who was there?</p>
<textarea id="situation" name="situation" rows="4" maxlength="4000" aria-describedby="situation-problem situation-hint"{{#situation_problem}} aria-invalid="true"{{/situation_problem}}>
{{situation:p}}</textarea>
<p class="problem" id="situation-problem">{{situation_problem}}</p>
</div>
<div class="field">
<label for="task">Task</label>
<p class="hint" id="task-hint">What had to be done, and what was yours to do?</p>
<textarea id="task" name="task" rows="3" maxlength="4000" aria-describedby="task-problem task-hint"{{#task_problem}} aria-invalid="true"{{/task_problem}}>
{{task:p}}</textarea>
<p class="problem" id="task-problem">{{task_problem}}</p>
</div>
<div class="field">
<label for="action">Action</label>
<p class="hint" id="action-hint">What did you do, step by step? Say “I” where it was you.</p>
<textarea id="action" name="action" rows="6" maxlength="4000" aria-describedby="action-problem action-hint"{{#action_problem}} aria-invalid="true"{{/action_problem}}>
{{action:p}}</textarea>
<p class="problem" id="action-problem">{{action_problem}}</p>
</div>
<div class="field">
<label for="result">Result</label>
<p class="hint" id="result-hint">How did it end? A number helps.</p>
<textarea id="result" name="result" rows="4" maxlength="4000" aria-describedby="result-problem result-hint"{{#result_problem}} aria-invalid="true"{{/result_problem}}>
{{result:p}}</textarea>
<p class="problem" id="result-problem">{{result_problem}}</p>
</div>
<div class="field">
<label for="lesson">What you learned</label>
<p class="hint" id="lesson-hint">What would you do again, or differently?</p>
<textarea id="lesson" name="lesson" rows="3" maxlength="4000" aria-describedby="lesson-problem lesson-hint"{{#lesson_problem}} aria-invalid="true"{{/lesson_problem}}>
{{lesson:p}}</textarea>
<p class="problem" id="lesson-problem">{{lesson_problem}}</p>
</div>
<div class="field">
<label for="text">As you would tell it</label>
{{#heard}}<p class="notice" role="status">Your words are in the box. Read them through, correct what was misheard, and press Save.</p>{{/heard}}
{{#silence}}<p class="notice" role="status">Nothing was heard in that recording. Is the microphone on?</p>{{/silence}}
<p class="hint" id="text-hint">The whole story in your own voice, if you like: two minutes when spoken.</p>
<textarea id="text" name="text" rows="10" maxlength="20000" aria-describedby="text-problem text-hint"{{#text_problem}} aria-invalid="true"{{/text_problem}}>
{{text:p}}</textarea>
<p class="problem" id="text-problem">{{text_problem}}</p>
</div>
{{#speech_ready}}
<div class="field">
<label for="audio">Or say it: a recording</label>
<p class="hint" id="audio-hint">Choose or make one, then turn it into text: the text comes into the box above, after what is there, for you to correct. {{#speech_host}}It is sent to {{speech_host}} for that; here it is kept nowhere.{{/speech_host}}{{#no_speech_host}}That happens on this site’s own machine, and the recording is kept nowhere.{{/no_speech_host}}{{#speech_wav}} It must be a WAV file.{{/speech_wav}}</p>
<input id="audio" name="audio" type="file" accept="audio/*,.m4a,.mp4,.webm,.ogg" aria-describedby="audio-hint audio-problem"{{#audio_problem}} aria-invalid="true"{{/audio_problem}}>
<p class="problem" id="audio-problem">{{audio_problem}}</p>
<p class="actions"><button formaction="/speech/story/{{story_id}}" formenctype="multipart/form-data" formnovalidate>Turn into text</button></p>
<script src="/static/recorder.js" defer></script>
</div>
{{/speech_ready}}
{{#no_speech_ready}}{{#audio_problem}}<p class="problem">{{audio_problem}}</p>{{/audio_problem}}{{/no_speech_ready}}
<p class="actions"><button class="button">Save</button> <span class="muted">Version {{version}}, {{changed_text}}</span></p>
</form>
</details>
{{#has_versions}}
<details class="card on-screen"><summary>Earlier versions</summary>
<ul>
{{#versions}}<li><a href="/story/{{story_id}}/version/{{number}}">Version {{number}}</a> <span class="muted">{{saved_text}}</span></li>
{{/versions}}
</ul>
</details>
{{/has_versions}}
<details class="card on-screen"><summary>Delete this story</summary>
<form method="post" action="/story/{{story_id}}/delete">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<p>It goes with all its versions, for good.</p>
<p class="actions"><button class="danger">Delete it</button></p>
</form>
</details>
<p class="actions">{{#session_id}}<a href="/session/{{session_id}}">Back to your session</a>{{/session_id}} <a href="/stories">All stories</a></p>
