# 图表用词
display-arm-head = {$arm} (N={$count})
display-population = 分析人群：{$population}
display-all-subjects = 全体受试者
display-population-stub = 分析人群
display-site-stub = 合并中心编号 / 中心编号
display-total-row = 合计
display-p-value = P值
display-n = 例数
display-mean = 均值
display-sd = 标准差
display-median = 中位数
display-min = 最小值
display-max = 最大值
display-n-upper = 例数
display-mean-sd = 均值（标准差）
display-median-range = 中位数（最小值；最大值）
display-change-mean-sd = 较基线变化 均值（标准差）
display-baseline = 基线
display-visit = 访视
display-change = 较基线变化
display-p-value-dose = P值（剂量-反应）
display-p-value-contrast = P值（{$contrast}）
display-difference-se = 最小二乘均值之差（标准误）
display-confidence-interval = {$level}%置信区间
display-any-class = 任一系统器官分类
display-any-class-historical = 任一系统器官分类
display-class-stub = 系统器官分类 / 首选术语
display-n-percent = 例数（%）
display-events = [例次]
display-fisher-p = Fisher精确检验P值
display-versus = {$experimental}与{$control}比较
display-versus-historical = {$experimental}与{$control}比较
display-visit-stub = 访视
display-arm-stub = 治疗组
display-number-of-events = 事件数
display-number-censored = 删失数
display-median-interval = 中位时间（{$level}%置信区间）
display-numbers-at-risk = 各时点（{$unit}）风险集人数
display-logrank = 各组总体对数秩检验：P值{$p}
display-hazard-ratio = { $stratified ->
    [yes] {$one}与{$other}相比：分层风险比{$estimate}（{$level}% CI：{$lower}～{$upper}）；分层对数秩检验，双侧P值{$p}。
   *[no] {$one}与{$other}相比：风险比{$estimate}（{$level}% CI：{$lower}～{$upper}）；对数秩检验，双侧P值{$p}。
}
display-survival-axis = 未发生事件的概率
display-time-axis = 时间（{$unit}）
display-survival-alternative = 各治疗组的Kaplan-Meier曲线，十字表示删失受试者；风险集人数、事件数和中位时间见下表。
display-not-estimable = NE：无法估计，曲线未达到相应水平。
display-subgroup-stub = 亚组
display-all-levels = 全体受试者
display-events-subjects = 事件数/例数
display-ratio-interval = 风险比（{$level}% CI）
display-interaction = 交互作用P值
display-effect-share = 占总体效应的比例
display-effect-held = { $holds ->
    [yes] {$share}%（一致）
   *[no] {$share}%（未显示一致）
}
display-subgroups-note = { $stratified ->
    [yes] {$one}与{$other}相比的风险比，由各亚组水平内的Cox模型估计，按分析的其余分层因素分层。交互作用P值来自治疗与亚组交互项的似然比检验。均为描述性。
   *[no] {$one}与{$other}相比的风险比，由各亚组水平内的Cox模型估计。交互作用P值来自治疗与亚组交互项的似然比检验。均为描述性。
}
display-consistency-note = 占总体效应的比例为该地区对数风险比与全体受试者对数风险比之比。一致（日本国际多中心试验指导原则方法Ⅰ）：比例不低于{$share}%。未显示一致：比例低于该值，在小样本地区可能由机遇所致。
display-effect-not-estimable = NE：无法估计。
display-ratio-axis = 风险比
display-favours = {$arm}更优
display-subgroups-alternative = 森林图：全体受试者及各亚组水平的风险比及其置信区间，数值见下表。
display-randomised = 随机化
display-treated = 接受治疗
display-completed = 完成研究
display-died = 死亡
display-ongoing = 研究中
display-discontinued = 提前退出
display-disposition-stub = 状态

# 有数据之前的图表样例
display-shell-class = <系统器官分类>
display-shell-term = <首选术语>
display-shell-name = xxx
display-shell-list = {$first}、{$second}
display-shell-others = <以下各参数的行与上相同：{$parameters}>
display-shell-alternative = 各治疗组Kaplan-Meier曲线的版式示意，不含数据。风险人数、事件数和中位时间见下表。
display-shell-held = （一致/未显示一致）
display-shell-forest = 亚组森林图的版式示意，不含数据。数值见下表。
display-shell-drawing = 版式示意，无数据

## 预演图
display-rehearsal-axis-probability = 成功概率（%）
display-rehearsal-axis-months = 自研究开始起的月数
display-rehearsal-axis-subjects = 随机化受试者数
display-rehearsal-axis-cost = 费用（百万{$currency}）
display-rehearsal-study-wide = 研究整体

## Pictures of the design
display-design-efficacy-z = 有效性界值
display-design-futility-z = 无效性界值
display-design-axis-information = 信息量（%）
display-design-axis-z = Z
display-design-axis-share = 疗效（占计划值的百分比）
display-design-axis-power = 检验效能（%）
