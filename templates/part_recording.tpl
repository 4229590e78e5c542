{{%AUTOESCAPE context="HTML"}}<label for="audio">Or say it: a recording</label>
<p class="hint" id="audio-hint">Its words come into the box, after what is there, for you to correct. {{#speech_host}}It is sent to {{speech_host}} for that and kept nowhere here.{{/speech_host}}{{#no_speech_host}}That happens on this site’s own machine, and it is kept nowhere.{{/no_speech_host}}{{#speech_wav}} It must be a WAV file.{{/speech_wav}}</p>
<input id="audio" name="audio" type="file" accept="audio/*,.m4a,.mp4,.webm,.ogg" aria-describedby="audio-hint audio-problem"{{#audio_problem}} aria-invalid="true"{{/audio_problem}}>
<p class="problem" id="audio-problem">{{audio_problem}}</p>
