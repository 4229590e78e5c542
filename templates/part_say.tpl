{{%AUTOESCAPE context="HTML"}}<form method="post" action="/plan/chat" class="card">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<div class="field">
<label for="text">Your own words</label>
<p class="hint" id="text-hint">In any order. You can paste a whole life story.</p>
{{#heard}}
<p class="notice" role="status">Your words are in the box. Read them through, correct what was misheard, and press Send.</p>
{{/heard}}
{{#silence}}
<p class="notice" role="status">Nothing was heard in that recording. Is the microphone on?</p>
{{/silence}}
<textarea id="text" name="text" rows="6" aria-describedby="text-hint text-problem"{{#text_problem}} aria-invalid="true"{{/text_problem}}>
{{text:p}}</textarea>
<p class="problem" id="text-problem">{{text_problem}}</p>
</div>
<details{{#job}} open{{/job}}><summary>The job: an advert, a description, a CV</summary>
<div class="field">
<label for="job">Paste it here</label>
<p class="hint" id="job-hint">Only the role and what the job asks for are read in it. Nothing in it counts as your own words.</p>
<textarea id="job" name="job" rows="6" aria-describedby="job-hint job-problem"{{#job_problem}} aria-invalid="true"{{/job_problem}}>
{{job:p}}</textarea>
<p class="problem" id="job-problem">{{job_problem}}</p>
</div>
</details>
{{#speech_ready}}
<div class="field">
{{>part_recording}}
<p class="actions"><button formaction="/speech/chat" formenctype="multipart/form-data" formnovalidate>Turn into text</button></p>
<script src="/static/recorder.js" defer></script>
</div>
{{/speech_ready}}
{{#no_speech_ready}}{{#audio_problem}}<p class="problem">{{audio_problem}}</p>{{/audio_problem}}{{/no_speech_ready}}
<p class="actions"><button{{#primary_say}} class="button"{{/primary_say}}>Send</button></p>
</form>
