namespace NumericsCore.Kernels.Tests;

/// <summary>One combination of an optimizer's options: the rule prepared for it, and what it means, written independently.</summary>
/// <param name="Name">The options in words.</param>
/// <param name="Rule">The rule at step t = 1, 2, ...</param>
/// <param name="Reference">A fresh plain implementation for one parameter: (t, g, θ) to the next θ, keeping its own state.</param>
/// <param name="InitialSlot">What the first slot starts at.</param>
internal sealed record UpdateCase(
    string Name, Func<int, RuleRows> Rule, Func<Func<int, double, double, double>> Reference, double InitialSlot = 0)
{
    private const double Decay = 0.03;

    private static readonly string[] Decays = ["no decay", "coupled decay", "decoupled decay"];

    /// <summary>Every combination of the options of every optimizer.</summary>
    public static UpdateCase[] All { get; } = [.. Decays.SelectMany(decay => Sgd(decay).Concat(Momentum(decay)).Concat(Adam(decay)).Concat(Adagrad(decay)).Concat(Adadelta(decay)).Concat(RmsProp(decay)).Concat(NAdam(decay)).Concat(RAdam(decay)).Concat(Adamax(decay)).Concat(Lion(decay)))];

    // a rate that changes tells apart the conventions that agree at a constant one
    private static double Rate(int t) => 0.05 / (1 + (0.02 * (t - 1)));

    private static RuleRows With<TRule>(string decay, int t, TRule rule) where TRule : unmanaged, IUpdateRule =>
        RuleRows.Of(WeightDecay.Prepare(Rate(t), decay == "no decay" ? 0 : Decay, decoupled: decay == "decoupled decay"), rule);

    /// <summary>Puts the two kinds of weight decay around a step without any.</summary>
    private static Func<Func<int, double, double, double>> Decayed(string decay, Func<Func<int, double, double>> step) => () =>
    {
        var change = step();
        return (t, g, theta) => decay switch
        {
            "coupled decay" => theta + change(t, g + (Decay * theta)),
            "decoupled decay" => theta - (Rate(t) * Decay * theta) + change(t, g),
            _ => theta + change(t, g),
        };
    };

    private static IEnumerable<UpdateCase> Sgd(string decay) =>
    [
        new($"SGD, {decay}", t => With(decay, t, new SgdRule(Rate(t))),
            Decayed(decay, () => (t, g) => -Rate(t) * g)),
    ];

    private static IEnumerable<UpdateCase> Momentum(string decay)
    {
        const double mu = 0.9;
        foreach (double tau in new[] { 0, 0.3 })
        {
            yield return new($"PyTorch momentum, dampening {tau}, {decay}",
                t => With(decay, t, MomentumRule.Prepare(Rate(t), mu, tau, nesterov: false, learningRateInMomentum: false, t)),
                Decayed(decay, () =>
                {
                    double? b = null;
                    return (t, g) =>
                    {
                        b = b is null ? g : (mu * b) + ((1 - tau) * g);
                        return -Rate(t) * b.Value;
                    };
                }));
        }

        yield return new($"PyTorch Nesterov, {decay}",
            t => With(decay, t, MomentumRule.Prepare(Rate(t), mu, tau: 0, nesterov: true, learningRateInMomentum: false, t)),
            Decayed(decay, () =>
            {
                double b = 0;
                return (t, g) =>
                {
                    b = (mu * b) + g;
                    return -Rate(t) * (g + (mu * b));
                };
            }));
        foreach (bool nesterov in new[] { false, true })
        {
            yield return new($"Keras momentum, Nesterov {nesterov}, {decay}",
                t => With(decay, t, MomentumRule.Prepare(Rate(t), mu, tau: 0, nesterov, learningRateInMomentum: true, t)),
                Decayed(decay, () =>
                {
                    double m = 0;
                    return (t, g) =>
                    {
                        m = (mu * m) - (Rate(t) * g);
                        return nesterov ? (mu * m) - (Rate(t) * g) : m;
                    };
                }));
        }
    }

    private static IEnumerable<UpdateCase> Adam(string decay)
    {
        const double beta1 = 0.9, beta2 = 0.99, epsilon = 0.01;
        foreach (bool amsGrad in new[] { false, true })
        {
            foreach (string convention in new[] { "PyTorch", "Keras", "uncorrected" })
            {
                AdamRule At(int t) => AdamRule.Prepare(Rate(t), beta1, beta2, epsilon, biasCorrection: convention != "uncorrected", epsilonHat: convention == "Keras", t);
                yield return new($"{convention} Adam, AMSGrad {amsGrad}, {decay}",
                    t => amsGrad ? With(decay, t, new AmsGradRule(At(t))) : With(decay, t, At(t)),
                    Decayed(decay, () =>
                    {
                        double m = 0, v = 0, greatest = 0;
                        return (t, g) =>
                        {
                            m = (beta1 * m) + ((1 - beta1) * g);
                            v = (beta2 * v) + ((1 - beta2) * g * g);
                            greatest = Math.Max(greatest, v);
                            double root = Math.Sqrt(amsGrad ? greatest : v);
                            double correction1 = 1 - Math.Pow(beta1, t), correction2 = 1 - Math.Pow(beta2, t);
                            return convention switch
                            {
                                "PyTorch" => -(Rate(t) / correction1) * m / ((root / Math.Sqrt(correction2)) + epsilon),
                                "Keras" => -Rate(t) * Math.Sqrt(correction2) / correction1 * m / (root + epsilon),
                                _ => -Rate(t) * m / (root + epsilon),
                            };
                        };
                    }));
            }
        }
    }

    private static IEnumerable<UpdateCase> Adagrad(string decay)
    {
        const double epsilon = 0.01;
        foreach (bool inside in new[] { false, true })
        {
            foreach (double first in new[] { 0, 0.1 })
            {
                foreach (double rateDecay in new[] { 0, 0.05 })
                {
                    double RateOf(int t) => Rate(t) / (1 + ((t - 1) * rateDecay));
                    yield return new($"Adagrad, epsilon inside {inside}, accumulator {first}, rate decay {rateDecay}, {decay}",
                        t => With(decay, t, AdagradRule.Prepare(Rate(t), rateDecay, epsilon, insideRoot: inside, t)),
                        Decayed(decay, () =>
                        {
                            double sum = first;
                            return (t, g) =>
                            {
                                sum += g * g;
                                return -RateOf(t) * g / (inside ? Math.Sqrt(sum + epsilon) : Math.Sqrt(sum) + epsilon);
                            };
                        }), first);
                }
            }
        }
    }

    private static IEnumerable<UpdateCase> Adadelta(string decay)
    {
        foreach (double rho in new[] { 0.9, 0.95 })
        {
            foreach (double epsilon in new[] { 1e-6, 1e-3 })
            {
                yield return new($"Adadelta, rho {rho}, epsilon {epsilon}, {decay}",
                    t => With(decay, t, new AdadeltaRule(Rate(t), rho, epsilon)),
                    Decayed(decay, () =>
                    {
                        double e = 0, u = 0;
                        return (t, g) =>
                        {
                            e = (rho * e) + ((1 - rho) * g * g);
                            double delta = Math.Sqrt(u + epsilon) / Math.Sqrt(e + epsilon) * g;
                            u = (rho * u) + ((1 - rho) * delta * delta);
                            return -Rate(t) * delta;
                        };
                    }));
            }
        }
    }

    private static IEnumerable<UpdateCase> RmsProp(string decay)
    {
        const double rho = 0.95, epsilon = 0.02;
        foreach (bool keras in new[] { false, true })
        {
            foreach (bool centered in new[] { false, true })
            {
                foreach (double mu in new[] { 0, 0.9 })
                {
                    RmsPropRule At(int t) => RmsPropRule.Prepare(Rate(t), rho, epsilon, mu, keras);
                    yield return new($"{(keras ? "Keras" : "PyTorch")} RMSprop, centered {centered}, momentum {mu}, {decay}",
                        t => (centered, mu > 0) switch
                        {
                            (false, false) => With(decay, t, At(t)),
                            (false, true) => With(decay, t, new RmsPropMomentumRule(At(t))),
                            (true, false) => With(decay, t, new CenteredRmsPropRule(At(t))),
                            (true, true) => With(decay, t, new CenteredRmsPropMomentumRule(At(t))),
                        },
                        Decayed(decay, () =>
                        {
                            double square = 0, mean = 0, buffer = 0;
                            return (t, g) =>
                            {
                                square = (rho * square) + ((1 - rho) * g * g);
                                mean = (rho * mean) + ((1 - rho) * g);
                                double variance = centered ? square - (mean * mean) : square;
                                double scaled = keras ? Rate(t) * g / Math.Sqrt(variance + epsilon) : g / (Math.Sqrt(variance) + epsilon);
                                buffer = (mu * buffer) + scaled;
                                return keras ? -buffer : -Rate(t) * buffer;
                            };
                        }));
                }
            }
        }
    }

    private static IEnumerable<UpdateCase> NAdam(string decay)
    {
        const double beta1 = 0.9, beta2 = 0.99, epsilon = 0.01;
        foreach (double psi in new[] { 0.004, 1 })
        {
            double Momentum(int t) => beta1 * (1 - (0.5 * Math.Pow(0.96, t * psi)));
            double Product(int t) => Enumerable.Range(1, t).Aggregate(1.0, (product, i) => product * Momentum(i));
            yield return new($"NAdam, psi {psi}, {decay}",
                t => With(decay, t, NAdamRule.Prepare(Rate(t), beta1, beta2, epsilon, psi, Product(t), t)),
                Decayed(decay, () =>
                {
                    double m = 0, v = 0;
                    return (t, g) =>
                    {
                        m = (beta1 * m) + ((1 - beta1) * g);
                        v = (beta2 * v) + ((1 - beta2) * g * g);
                        double direction = (Momentum(t + 1) * m / (1 - Product(t + 1))) + ((1 - Momentum(t)) * g / (1 - Product(t)));
                        return -Rate(t) * direction / (Math.Sqrt(v / (1 - Math.Pow(beta2, t))) + epsilon);
                    };
                }));
        }
    }

    private static IEnumerable<UpdateCase> RAdam(string decay)
    {
        const double beta1 = 0.9, beta2 = 0.9, epsilon = 0.01;
        foreach (double threshold in new double[] { 4, 5 })
        {
            yield return new($"RAdam, threshold {threshold}, {decay}",
                t => With(decay, t, RAdamRule.Prepare(Rate(t), beta1, beta2, epsilon, threshold, t)),
                Decayed(decay, () =>
                {
                    double m = 0, v = 0;
                    return (t, g) =>
                    {
                        m = (beta1 * m) + ((1 - beta1) * g);
                        v = (beta2 * v) + ((1 - beta2) * g * g);
                        double correction2 = 1 - Math.Pow(beta2, t), corrected = m / (1 - Math.Pow(beta1, t));
                        double most = (2 / (1 - beta2)) - 1, length = most - (2 * t * Math.Pow(beta2, t) / correction2);
                        if (length <= threshold) return -Rate(t) * corrected;
                        double r = Math.Sqrt((length - 4) * (length - 2) * most / ((most - 4) * (most - 2) * length));
                        return -Rate(t) * corrected * r * Math.Sqrt(correction2) / (Math.Sqrt(v) + epsilon);
                    };
                }));
        }
    }

    private static IEnumerable<UpdateCase> Adamax(string decay)
    {
        const double beta1 = 0.9, beta2 = 0.8, epsilon = 0.05;
        foreach (bool keras in new[] { false, true })
        {
            yield return new($"{(keras ? "Keras" : "PyTorch")} Adamax, {decay}",
                t => With(decay, t, AdamaxRule.Prepare(Rate(t), beta1, beta2, epsilon, outsideMaximum: keras, t)),
                Decayed(decay, () =>
                {
                    double m = 0, u = 0;
                    return (t, g) =>
                    {
                        m = (beta1 * m) + ((1 - beta1) * g);
                        u = Math.Max(beta2 * u, keras ? Math.Abs(g) : Math.Abs(g) + epsilon);
                        return -Rate(t) / (1 - Math.Pow(beta1, t)) * m / (keras ? u + epsilon : u);
                    };
                }));
        }
    }

    private static IEnumerable<UpdateCase> Lion(string decay)
    {
        const double beta1 = 0.6, beta2 = 0.8;
        yield return new($"Lion, {decay}", t => With(decay, t, new LionRule(Rate(t), beta1, beta2)),
            Decayed(decay, () =>
            {
                double m = 0;
                return (t, g) =>
                {
                    double direction = Math.Sign((beta1 * m) + ((1 - beta1) * g));
                    m = (beta2 * m) + ((1 - beta2) * g);
                    return -Rate(t) * direction;
                };
            }));
    }
}
