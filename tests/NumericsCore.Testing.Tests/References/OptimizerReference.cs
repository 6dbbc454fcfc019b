namespace NumericsCore.Testing.Tests.References;

/// <summary>An optimizer, the same in plain float64 from its paper, and the same with the library's roundings counted.</summary>
/// <param name="Name">What is special about the case.</param>
/// <param name="Create">Makes the library's.</param>
/// <param name="Paper">Makes a function of (t, θ, g) that gives the next θ and keeps its own state.</param>
/// <param name="Rounding">The same in the order of operations that the rules' documentation states.</param>
internal sealed record OptimizerReference(string Name, Func<Optimizer> Create, Func<Func<int, double, double, double>> Paper, Func<Func<int, Rounded, Rounded, Rounded>> Rounding)
{
    // coupled decay is small: the analysis lets the error of λθ in the gradient add to that of θ, where it takes away from it
    public static IReadOnlyList<OptimizerReference> All { get; } =
    [
        new("SGD", () => new Sgd(0.05), () => Papers.Descent(0.05), () => Roundings.Descent(0.05)),
        new("SGD, coupled decay", () => new Sgd(0.05, weightDecay: 0.01), () => Papers.Regularized(0.01, Papers.Descent(0.05)), () => Roundings.Regularized(0.01, Roundings.Descent(0.05))),
        new("SGD, decoupled decay", () => new Sgd(0.05, weightDecay: 0.1, decoupled: true), () => Papers.Decayed(0.05, 0.1, Papers.Descent(0.05)), () => Roundings.Decayed(0.05, 0.1, Roundings.Descent(0.05))),
        new("Momentum", () => new Sgd(0.02, momentum: 0.9), () => Papers.Momentum(0.02, 0.9), () => Roundings.Momentum(0.9, 1, -0.02, 0)),
        new("Nesterov", () => new Sgd(0.02, momentum: 0.9, nesterov: true), () => Papers.Nesterov(0.02, 0.9), () => Roundings.Momentum(0.9, 1, -0.02 * 0.9, -0.02)),
        new("Momentum, dampening", () => new Sgd(0.02, momentum: 0.9, dampening: 0.3), () => Papers.Dampened(0.02, 0.9, 0.3), () => Roundings.Momentum(0.9, t => t == 1 ? 1 : 0.7, -0.02, 0)),
        new("Momentum, Keras", () => new Sgd(0.02, momentum: 0.9, convention: Convention.Keras), () => Papers.Momentum(0.02, 0.9), () => Roundings.Momentum(0.9, -0.02, 1, 0)),
        new("Nesterov, Keras", () => new Sgd(0.02, momentum: 0.9, nesterov: true, convention: Convention.Keras), () => Papers.Nesterov(0.02, 0.9), () => Roundings.Momentum(0.9, -0.02, 0.9, -0.02)),
        new("Adam", () => new Adam(), () => Papers.Adam(0.001, 0.9, 0.999, 1e-8), () => Roundings.Adam(0.001, 0.9, 0.999, 1e-8)),
        new("Adam, other numbers", () => new Adam(0.02, 0.8, 0.95, 1e-3), () => Papers.Adam(0.02, 0.8, 0.95, 1e-3), () => Roundings.Adam(0.02, 0.8, 0.95, 1e-3)),
        new("Adam, coupled decay", () => new Adam(0.002, weightDecay: 0.01), () => Papers.Regularized(0.01, Papers.Adam(0.002, 0.9, 0.999, 1e-8)), () => Roundings.Regularized(0.01, Roundings.Adam(0.002, 0.9, 0.999, 1e-8))),
        new("AdamW", () => new Adam(0.02, weightDecay: 0.1, decoupled: true), () => Papers.Decayed(0.02, 0.1, Papers.Adam(0.02, 0.9, 0.999, 1e-8)), () => Roundings.Decayed(0.02, 0.1, Roundings.Adam(0.02, 0.9, 0.999, 1e-8))),
        new("AMSGrad", () => new Adam(0.02, 0.8, 0.95, 1e-3, biasCorrection: false, amsGrad: true), () => Papers.AmsGrad(0.02, 0.8, 0.95, 1e-3), () => Roundings.AmsGrad(0.02, 0.8, 0.95, 1e-3)),
        new("Adam, Keras", () => new Adam(0.02, 0.8, 0.95, 1e-3, convention: Convention.Keras), () => Papers.AdamOfKeras(0.02, 0.8, 0.95, 1e-3), () => Roundings.Adam(0.02, 0.8, 0.95, 1e-3, keras: true)),
        new("AMSGrad, bias correction", () => new Adam(0.02, 0.8, 0.95, 1e-3, amsGrad: true), () => Papers.AmsGradCorrected(0.02, 0.8, 0.95, 1e-3), () => Roundings.AmsGrad(0.02, 0.8, 0.95, 1e-3, corrected: true)),
        new("Adagrad", () => new Adagrad(), () => Papers.Adagrad(0.01, 1e-10), () => Roundings.Adagrad(0.01, 1e-10)),
        new("Adagrad, epsilon", () => new Adagrad(0.1, epsilon: 0.2), () => Papers.Adagrad(0.1, 0.2), () => Roundings.Adagrad(0.1, 0.2)),
        new("Adagrad, decaying rate", () => new Adagrad(0.1, learningRateDecay: 0.05), () => Papers.AdagradDecaying(0.1, 0.05, 1e-10), () => Roundings.Adagrad(0.1, 1e-10, decay: 0.05)),
        new("Adagrad, Keras", () => new Adagrad(0.1, convention: Convention.Keras), () => Papers.AdagradOfKeras(0.1, 0.1, 1e-7), () => Roundings.Adagrad(0.1, 0, first: 0.1, inner: 1e-7)),
        new("Adadelta, paper", () => new Adadelta(convention: Convention.Paper), () => Papers.Adadelta(0.95, 1e-6), () => Roundings.Adadelta(0.95, 1e-6)),
        new("Adadelta, Keras", () => new Adadelta(convention: Convention.Keras), () => Papers.Adadelta(0.95, 1e-7, 0.001), () => Roundings.Adadelta(0.95, 1e-7, 0.001)),
        new("Adadelta, other numbers", () => new Adadelta(rho: 0.8, epsilon: 1e-3), () => Papers.Adadelta(0.8, 1e-3), () => Roundings.Adadelta(0.8, 1e-3)),
        new("RMSprop", () => new RmsProp(0.001), () => Papers.RmsProp(0.001, 0.99, 1e-8), () => Roundings.RmsProp(0.001, 0.99, 1e-8)),
        new("RMSprop, paper", () => new RmsProp(convention: Convention.Paper), () => Papers.RmsProp(0.001, 0.9, 1e-8), () => Roundings.RmsProp(0.001, 0.9, 1e-8)),
        new("RMSprop, coupled decay", () => new RmsProp(0.001, epsilon: 1e-2, weightDecay: 0.01), () => Papers.Regularized(0.01, Papers.RmsProp(0.001, 0.99, 1e-2)), () => Roundings.Regularized(0.01, Roundings.RmsProp(0.001, 0.99, 1e-2))),
        new("RMSprop, decoupled decay", () => new RmsProp(0.001, weightDecay: 0.1, decoupled: true), () => Papers.Decayed(0.001, 0.1, Papers.RmsProp(0.001, 0.99, 1e-8)), () => Roundings.Decayed(0.001, 0.1, Roundings.RmsProp(0.001, 0.99, 1e-8))),
        new("RMSprop, momentum", () => new RmsProp(0.001, momentum: 0.5), () => Papers.RmsProp(0.001, 0.99, 1e-8, 0.5), () => Roundings.RmsProp(0.001, 0.99, 1e-8, 0.5)),
        new("RMSprop, centered", () => new RmsProp(0.001, 0.9, 1e-2, centered: true), () => Papers.RmsProp(0.001, 0.9, 1e-2, centered: true), () => Roundings.RmsProp(0.001, 0.9, 1e-2, centered: true)),
        new("RMSprop, centered, momentum", () => new RmsProp(0.001, 0.9, 1e-2, 0.5, centered: true), () => Papers.RmsProp(0.001, 0.9, 1e-2, 0.5, centered: true), () => Roundings.RmsProp(0.001, 0.9, 1e-2, 0.5, centered: true)),
        new("RMSprop, Keras", () => new RmsProp(momentum: 0.5, convention: Convention.Keras), () => Papers.RmsPropOfKeras(0.001, 0.9, 1e-7, 0.5), () => Roundings.RmsProp(0.001, 0.9, 1e-7, 0.5, keras: true)),
        new("AdamW by name", () => new AdamW(0.02), () => Papers.Decayed(0.02, 0.01, Papers.Adam(0.02, 0.9, 0.999, 1e-8)), () => Roundings.Decayed(0.02, 0.01, Roundings.Adam(0.02, 0.9, 0.999, 1e-8))),
        new("NAdam", () => new NAdam(), () => Papers.NAdam(0.002, 0.9, 0.999, 1e-8, 0.004), () => Roundings.NAdam(0.002, 0.9, 0.999, 1e-8, 0.004)),
        new("NAdam, Keras", () => new NAdam(0.002, 0.8, 0.95, 1e-3, convention: Convention.Keras), () => Papers.NAdam(0.002, 0.8, 0.95, 1e-3, 1), () => Roundings.NAdam(0.002, 0.8, 0.95, 1e-3, 1)),
        new("RAdam", () => new RAdam(), () => Papers.RAdam(0.001, 0.9, 0.999, 1e-8, 5), () => Roundings.RAdam(0.001, 0.9, 0.999, 1e-8, 5)),
        new("RAdam, paper", () => new RAdam(0.002, 0.8, 0.95, 1e-3, convention: Convention.Paper), () => Papers.RAdam(0.002, 0.8, 0.95, 1e-3, 4), () => Roundings.RAdam(0.002, 0.8, 0.95, 1e-3, 4)),
        new("Adamax", () => new Adamax(), () => Papers.Adamax(0.002, 0.9, 0.999, 1e-8, 0), () => Roundings.Adamax(0.002, 0.9, 0.999, 1e-8, 0)),
        new("Adamax, Keras", () => new Adamax(0.002, 0.8, 0.95, 1e-3, convention: Convention.Keras), () => Papers.Adamax(0.002, 0.8, 0.95, 0, 1e-3), () => Roundings.Adamax(0.002, 0.8, 0.95, 0, 1e-3)),
        new("Lion", () => new Lion(0.001), () => Papers.Lion(0.001, 0.9, 0.99), () => Roundings.Lion(0.001, 0.9, 0.99)),
        new("Lion, decay", () => new Lion(0.001, weightDecay: 0.1), () => Papers.Decayed(0.001, 0.1, Papers.Lion(0.001, 0.9, 0.99)), () => Roundings.Decayed(0.001, 0.1, Roundings.Lion(0.001, 0.9, 0.99))),
    ];

    public override string ToString() => Name;
}
