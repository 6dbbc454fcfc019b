// AdaBelief as an optimizer of one's own: the equation of a step once, over a lane; clipping, weight decay, traces, checkpoints and replayed steps come with it.
using NumericsCore;
using NumericsCore.Kernels;
using NumericsCore.Testing;

var x = Tensor.Uniform([256, 3], seed: 1, low: -1, high: 1);
var y = x.Square().Sum(axis: 1, keepDims: true);

// a first step by hand: m = 0.1·g, s = 0.001·(0.9·g)² + ε, both corrected for their start at 0
const double Gradient = 2, Eta = 0.1, Epsilon = 1e-8;
double s = (0.001 * Math.Pow(0.9 * Gradient, 2) + Epsilon) / 0.001;
var step = new AdaBelief(Eta, epsilon: Epsilon).Trace(Tensor.From([1.0]), [Tensor.From([Gradient])]).Steps[0];
Console.WriteLine($"theta {step["theta"][0]:F12}, by hand {1 - (Eta * Gradient / (Math.Sqrt(s) + Epsilon)):F12}");

// training steps that are recorded once and replayed give the bits of those made anew
TrainingLaw.Holds(NewModel, x, y);
Console.WriteLine("the law holds");

var model = NewModel();
var history = model.Fit(x, y, batchSize: 32, epochs: 30, seed: 1);
Console.WriteLine($"loss {history.Epochs[0]["loss"]:F3} to {history.Epochs[^1]["loss"]:F4}, weights {model.WeightsSha256()[..16]}");

static Model NewModel()
{
    var model = new Sequential(new Dense(16, Activation.Tanh), new Dense(1));
    model.Compile(new AdaBelief(0.01) { ClipNorm = 1 }, new MeanSquaredError());
    return model;
}

/// <summary>m ← β₁·m + (1 - β₁)·g, s ← β₂·s + (1 - β₂)·(g - m)² + ε, θ ← θ - η·m̂ / (√ŝ + ε) (Zhuang et al. 2020).</summary>
sealed class AdaBelief(double learningRate, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-16) : Optimizer<AdaBeliefRule>(learningRate)
{
    protected override AdaBeliefRule Prepare(double learningRate, long t)
    {
        double root = Math.Sqrt(1 - Math.Pow(beta2, t));
        return new(learningRate * root / (1 - Math.Pow(beta1, t)), beta1, beta2, epsilon, epsilon * root);
    }
}

readonly struct AdaBeliefRule(double alpha, double beta1, double beta2, double epsilon, double epsilonHat) : IUpdateRule
{
    private readonly DecayRate _beta1 = new(beta1), _beta2 = new(beta2);
    private readonly FormulaValue _alpha = new(alpha), _epsilon = new(epsilon), _epsilonHat = new(epsilonHat);

    // m and s are kept for each element of a parameter
    public static int Slots => 2;

    public void Update<TLane>(TLane g, ref TLane theta, ref TLane m, ref TLane s, ref TLane unused) where TLane : struct, ILane<TLane>
    {
        m = _beta1.Average(m, g);
        TLane surprise = g - m;
        s = _beta2.Average(s, surprise * surprise) + TLane.Of(_epsilon);
        theta -= TLane.Of(_alpha) * m / (TLane.Sqrt(s) + TLane.Of(_epsilonHat));
    }
}
