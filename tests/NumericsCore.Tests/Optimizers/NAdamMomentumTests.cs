namespace NumericsCore.Tests.Optimizers;

public class NAdamMomentumTests
{
    /// <summary>Parameters that missed different steps ask for different products in turn.</summary>
    [Fact]
    public void The_product_of_the_momenta_does_not_depend_on_what_was_asked_before()
    {
        long[] steps = [40, 30, 20, 10, 5, 4, 7, 40, 1, 41, 3, 41];
        var optimizer = new NAdam();
        foreach (long t in steps)
        {
            double product = optimizer.MomentumProduct(t);
            Assert.Equal(new NAdam().MomentumProduct(t), product);
            Assert.Equal(Enumerable.Range(1, (int)t).Aggregate(1.0, static (m, i) => m * 0.9 * (1 - 0.5 * Math.Pow(0.96, i * 0.004))), product, 1e-15);
        }
    }
}
