{{%AUTOESCAPE context="HTML"}}<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{{#has_problems}}To correct: {{/has_problems}}{{title}} – {{site}}</title>
<link rel="stylesheet" href="{{style}}">
<link rel="icon" href="/static/icon.svg" type="image/svg+xml">
</head>
<body>
<div><a class="skip" href="#main">Skip to the page</a></div>
<header class="top">
<a class="brand" href="/">{{site}}</a>
{{#logged_in}}
<nav aria-label="Main">
<ul>
<li><a href="/plan/view"{{#at_plan}} aria-current="true"{{/at_plan}}>Plan</a></li>
<li><a href="/study"{{#at_study}} aria-current="true"{{/at_study}}>Practise</a></li>
<li><a href="/stories"{{#at_stories}} aria-current="true"{{/at_stories}}>Stories</a></li>
<li><a href="/notes"{{#at_notes}} aria-current="true"{{/at_notes}}>Notes</a></li>
<li><a href="/review"{{#at_review}} aria-current="true"{{/at_review}}>Review</a></li>
</ul>
</nav>
<div class="you">
<a href="/settings"{{#at_settings}} aria-current="true"{{/at_settings}}>Settings</a>
<form method="post" action="/users/logout">
<input type="hidden" name="token" value="{{token}}">
<button>Log out</button>
</form>
</div>
{{/logged_in}}
{{#no_logged_in}}
<nav aria-label="Main">
<ul>
<li><a href="/login">Log in</a></li>
<li><a href="/signup">Sign up</a></li>
</ul>
</nav>
{{/no_logged_in}}
</header>
<main id="main">
{{#has_problems}}
<div class="notice wrong" role="alert" tabindex="-1" autofocus>
<p><strong>{{#no_not_saved}}Something can’t be used yet.{{/no_not_saved}}{{#not_saved}}This is not saved yet.{{/not_saved}}</strong> What you typed is still there.</p>
<ul>
{{#problems}}
<li>{{#field}}<a href="#{{field}}">{{message}}</a>{{/field}}{{#no_field}}{{message}}{{/no_field}}</li>
{{/problems}}
</ul>
</div>
{{/has_problems}}
