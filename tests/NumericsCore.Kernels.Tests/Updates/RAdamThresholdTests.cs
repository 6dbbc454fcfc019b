namespace NumericsCore.Kernels.Tests;

public class RAdamThresholdTests
{
    [Fact]
    public void At_the_threshold_steps_are_not_rectified()
    {
        // ρ∞ = 2 / 0.4 - 1 is 4 exactly, and ρₜ has come to it: the rectification would be 0 / 0
        Assert.Equal(4, (2 / (1 - 0.6)) - 1);
        var rule = RAdamRule.Prepare(eta: 0.5, beta1: 0, beta2: 0.6, epsilon: 0, threshold: 4, t: 200);
        Assert.Equal(0.5, rule.Alpha.Double);
    }
}
