"""The words of what is around every page, of the login and of `refused`: key → (Chinese, English). Part of the table in `web.strings`."""

FRAME: dict[str, tuple[str, str]] = {
    "language": ("界面语言", "Language"),
    "skip": ("跳到正文", "Skip to content"),
    "theme": ("外观", "Appearance"),
    "theme_system": ("跟随系统", "As the system"),
    "theme_light": ("浅色", "Light"),
    "theme_dark": ("深色", "Dark"),
    # login
    "login": ("登录", "Log in"),
    "login_name": ("用户名", "Name"),
    "login_password": ("密码", "Password"),
    "login_wrong": ("用户名或密码不对。", "The name or the password is wrong."),
    "login_wait": ("试错次数过多，请 {minutes} 分钟后再试。", "Too many failed attempts; try again in {minutes} minutes."),
    "login_help": ("没有账号或忘记密码，请找管理员。", "No account, or the password forgotten: ask the administrator."),
    "logout": ("退出", "Log out"),
    "refused": ("您的账号只能查阅，不能做这项改动。", "Your account may read, but not do this."),
    "refused_remedy": ("需要时请管理员把账号改为编辑者。", "Ask the administrator to make you an editor."),
}
