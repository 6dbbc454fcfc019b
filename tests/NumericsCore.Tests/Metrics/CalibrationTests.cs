namespace NumericsCore.Tests.Metrics;

/// <summary>Reliability curves, Brier scores and temperatures.</summary>
public class CalibrationTests
{
    /// <summary>The example of scikit-learn's calibration_curve, with the numbers that its page prints.</summary>
    [Fact]
    public void The_curve_of_scikit_learns_example_has_its_numbers()
    {
        var curve = Calibration.ReliabilityCurve<double>([0.1, 0.2, 0.3, 0.4, 0.65, 0.7, 0.8, 0.9, 1], [0, 0, 0, 0, 1, 1, 1, 1, 1], bins: 3);
        double[] frequencies = [.. curve.Select(static bin => bin.Frequency)], means = [0.2, 0.525, 0.85];
        Assert.Equal([0, 0.5, 1], frequencies);
        Assert.All(curve.Zip(means), static pair => Assert.Equal(pair.Second, pair.First.MeanProbability, 12));
        // (3 · 0.2 + 2 · 0.025 + 4 · 0.15) / 9
        Assert.Equal(1.25 / 9, Calibration.ExpectedError(curve), 12);
    }

    [Fact]
    public void Brier_scores_are_those_of_the_formula()
    {
        // scikit-learn's example of brier_score_loss
        Assert.Equal(0.0375, Calibration.BrierScore<double>([0.1, 0.9, 0.8, 0.3], [0, 1, 1, 0]), 12);
        Assert.Equal(0.12, Calibration.BrierScore<double>([0.8, 0.1, 0.1, 0.1, 0.8, 0.1, 0.2, 0.2, 0.6], 3, [0, 1, 2]), 12);
        Assert.Equal(2 * 0.0375, Calibration.BrierScore<double>([0.9, 0.1, 0.1, 0.9, 0.2, 0.8, 0.7, 0.3], 2, [0, 1, 1, 0]), 12);
        Assert.ThrowsAny<ArgumentException>(static () => Calibration.BrierScore<double>([1.5], [1]));
    }

    [Fact]
    public void The_temperature_is_that_of_the_solved_equation()
    {
        // three of four are right: σ(2/T) = 3/4, so that T = 2 / ln 3
        Assert.Equal(2 / Math.Log(3), TemperatureScaling.Fit(Tensor.From([2.0, 2, 2, 2], [4]), [1, 1, 1, 0]), 9);
        Assert.Equal(2 / Math.Log(3), TemperatureScaling.Fit(Tensor.From([0.0, 2, 0, 2, 0, 2, 0, 2], [4, 2]), [1, 1, 1, 0]), 9);
        Assert.Equal(TemperatureScaling.MinTemperature, TemperatureScaling.Fit(Tensor.From([2.0, -2], [2]), [1, 0]));
        Assert.Equal(TemperatureScaling.MaxTemperature, TemperatureScaling.Fit(Tensor.From([2.0, -2], [2]), [0, 1]));
    }

    [Fact]
    public void A_calibrated_model_has_its_logits_divided()
    {
        var model = new Sequential(new Dense(4, Activation.Tanh), new Dense(1, Activation.Sigmoid));
        model.Build([2], 3);
        var features = Tensor.From([1f, 2, -1, 3, 0.5f, -2, 2, 1], [4, 2]);
        float[] before = model.Predict(features).ToArray<float>();
        double temperature = TemperatureScaling.Calibrate(model, features, [1, 0, 0, 1]);
        float[] after = model.Predict(features).ToArray<float>();
        for (int i = 0; i < before.Length; i++) Assert.Equal(Logit(before[i]) / temperature, Logit(after[i]), 4);
        Assert.Throws<ArgumentException>(() => TemperatureScaling.Calibrate(new Sequential(new Dense(1, Activation.Tanh)), features, [1, 0, 0, 1]));

        static double Logit(double p) => Math.Log(p / (1 - p));
    }
}
