{{%AUTOESCAPE context="HTML"}}<textarea id="feedback.1" name="feedback.1" rows="3" required aria-describedby="feedback-hint feedback-problem"{{#feedback_1_problem}} aria-invalid="true"{{/feedback_1_problem}}>
{{feedback_1:p}}</textarea>
<p class="problem" id="feedback-problem">{{feedback_1_problem}}</p>