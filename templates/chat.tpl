{{%AUTOESCAPE context="HTML"}}<h1>Tell the coach</h1>
{{#choice}}
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
<div class="beside">
<div>
<div class="bubble coach"><p>{{greeting:p}}</p></div>
{{#turns}}
{{#user}}<div class="bubble user"><p>{{text:p}}</p></div>{{/user}}
{{#coach}}<div class="bubble coach"><p>{{text:p}}</p></div>{{#instead_text}}<p class="muted">{{instead_text}}</p>{{/instead_text}}{{/coach}}
{{#unanswered}}
<form method="post" action="/plan/chat/retry" class="notice">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<input type="hidden" name="message" value="{{message_id}}">
<p>This is saved, and not answered yet. {{unanswered_text}}</p>
<p class="actions"><button>Ask again</button></p>
</form>
{{/unanswered}}
{{/turns}}
<form method="post" action="/plan/chat" class="card">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<div class="field">
<label for="text">Your words</label>
<p class="hint" id="text-hint">In any order. You can paste a whole life story.</p>
{{#heard}}<p class="notice" role="status">Your words are in the box. Read them through, correct what was misheard, and press Send.</p>{{/heard}}
{{#silence}}<p class="notice" role="status">Nothing was heard in that recording. Is the microphone on?</p>{{/silence}}
<textarea id="text" name="text" rows="6" required aria-describedby="text-hint text-problem"{{#text_problem}} aria-invalid="true"{{/text_problem}}>
{{text:p}}</textarea>
<p class="problem" id="text-problem">{{text_problem}}</p>
</div>
{{#speech_ready}}
<div class="field">
<label for="audio">Or say it: a recording</label>
<p class="hint" id="audio-hint">Its words come into the box, after what is there, for you to correct. {{#speech_host}}It is sent to {{speech_host}} for that and kept nowhere here.{{/speech_host}}{{#no_speech_host}}That happens on this site’s own machine, and it is kept nowhere.{{/no_speech_host}}{{#speech_wav}} It must be a WAV file.{{/speech_wav}}</p>
<input id="audio" name="audio" type="file" accept="audio/*,.m4a,.mp4,.webm,.ogg" aria-describedby="audio-hint audio-problem"{{#audio_problem}} aria-invalid="true"{{/audio_problem}}>
<p class="problem" id="audio-problem">{{audio_problem}}</p>
<p class="actions"><button formaction="/speech/chat" formenctype="multipart/form-data" formnovalidate>Turn into text</button></p>
<script src="/static/recorder.js" defer></script>
</div>
{{/speech_ready}}
{{#no_speech_ready}}{{#audio_problem}}<p class="problem">{{audio_problem}}</p>{{/audio_problem}}{{/no_speech_ready}}
<p class="actions"><button class="button">Send</button></p>
</form>
{{#can_propose}}
<form method="post" action="/plan/suggest_new" class="card accent">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<h2>{{#enough}}That is enough for a plan{{/enough}}{{#no_enough}}A plan is possible already{{/no_enough}}</h2>
{{#no_enough}}<p>It gets better if I also know:</p>
<ul>
{{#missing}}<li>{{value}}</li>
{{/missing}}
</ul>{{/no_enough}}
<p>Nothing is settled until you approve it.</p>
<p class="actions"><button class="button">Propose a plan</button></p>
</form>
{{/can_propose}}
{{#proposal_id}}<p class="notice"><a href="/proposal/{{proposal_id}}">A proposal is waiting for you.</a></p>{{/proposal_id}}
</div>
<form method="post" action="/plan/facts" class="card" id="facts">
<h2>What I understood</h2>
<p class="hint">Correct anything that is off. Empty means: not known yet.</p>
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
{{#facts}}
<div class="field"><label for="role">Role you are going for</label> <input id="role" name="role" value="{{role}}" maxlength="120" aria-describedby="role-problem"{{#role_problem}} aria-invalid="true"{{/role_problem}}><p class="problem" id="role-problem">{{role_problem}}</p></div>
<div class="field"><label for="minutes">Minutes a day</label> <input id="minutes" name="minutes" type="number" min="1" max="600" value="{{minutes}}" aria-describedby="minutes-problem"{{#minutes_problem}} aria-invalid="true"{{/minutes_problem}}><p class="problem" id="minutes-problem">{{minutes_problem}}</p></div>
<div class="field"><label for="days">When you can practise</label> <input id="days" name="days" value="{{days}}" maxlength="200" aria-describedby="days-problem"{{#days_problem}} aria-invalid="true"{{/days_problem}}><p class="problem" id="days-problem">{{days_problem}}</p></div>
<details><summary>Days off</summary>
{{#days_off}}<label class="check"><input type="checkbox" name="days_off.{{place}}" value="{{number}}"{{#off}} checked{{/off}}> {{day}}</label>
{{/days_off}}
</details>
<div class="field"><label for="weak">Where you feel weak</label> <input id="weak" name="weak" value="{{weak}}" maxlength="500" aria-describedby="weak-problem"{{#weak_problem}} aria-invalid="true"{{/weak_problem}}><p class="problem" id="weak-problem">{{weak_problem}}</p></div>
<label class="check"><input type="checkbox" name="weak_told" value="1"{{#weak_told}} checked{{/weak_told}}> That is all, or there is nothing in particular</label>
<div class="field"><label for="strong">What is fine already</label> <input id="strong" name="strong" value="{{strong}}" maxlength="500" aria-describedby="strong-problem"{{#strong_problem}} aria-invalid="true"{{/strong_problem}}><p class="problem" id="strong-problem">{{strong_problem}}</p></div>
<div class="field"><label for="capacity">Energy for this</label> <select id="capacity" name="capacity">{{#capacities}}<option value="{{number}}"{{#chosen}} selected{{/chosen}}>{{level}}</option>{{/capacities}}</select></div>
<div class="field"><label for="interview">Interview date <span class="muted">(optional)</span></label> <input id="interview" name="interview" type="date" value="{{interview}}" placeholder="2026-12-31" aria-describedby="interview-problem"{{#interview_problem}} aria-invalid="true"{{/interview_problem}}><p class="problem" id="interview-problem">{{interview_problem}}</p></div>
<label class="check"><input type="checkbox" name="no_interview_date" value="1"{{#no_interview_date}} checked{{/no_interview_date}}> There is no date yet</label>
<div class="field"><label for="motivation">How you feel about it</label> <input id="motivation" name="motivation" value="{{motivation}}" maxlength="300" aria-describedby="motivation-problem"{{#motivation_problem}} aria-invalid="true"{{/motivation_problem}}><p class="problem" id="motivation-problem">{{motivation_problem}}</p></div>
{{/facts}}
<p class="actions"><button>Save these</button></p>
</form>
</div>
