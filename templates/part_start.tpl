{{%AUTOESCAPE context="HTML"}}<form method="post" action="/study/start_session">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<input type="hidden" name="topic_id" value="{{topic_id}}">
<input type="hidden" name="planned_study_time" value="{{minutes}}">
<button{{#is_next}} class="button"{{/is_next}}>Start</button>
</form>
