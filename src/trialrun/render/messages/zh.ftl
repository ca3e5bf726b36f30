# 页面所需、而文件本身不说的用词
render-page = 第{$page}页，共{$pages}页
render-contents-sections = 目录
render-contents-tables = 表目录
render-contents-figures = 图目录
render-continued = （续）
render-navigation = 本文件目录
render-value-result = 结果
render-value-unrounded = 未修约值
render-value-study = 研究定义
render-value-journal = 由人员撰写
render-no-drawing = 运行文件夹中没有该图。
