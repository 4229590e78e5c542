{{%AUTOESCAPE context="HTML"}}</p>
{{#taken_back}}<p class="notice taken-back" role="alert">The coach’s words above broke off or did not hold. What is struck out there does not count.</p>
{{/taken_back}}