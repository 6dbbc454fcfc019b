using NumericsCore.Tests.Optimizers;

namespace NumericsCore.Tests;

public class DefaultSettingTests
{
    // read from the signature: a call that leaves a setting out has its default compiled in, and would not see it change
    [Theory]
    [InlineData(typeof(Sgd), "momentum", 0.0)]
    [InlineData(typeof(Sgd), "dampening", 0.0)]
    [InlineData(typeof(Sgd), "nesterov", false)]
    [InlineData(typeof(Sgd), "weightDecay", 0.0)]
    [InlineData(typeof(Adam), "learningRate", 0.001)]
    [InlineData(typeof(Adam), "beta1", 0.9)]
    [InlineData(typeof(Adam), "beta2", 0.999)]
    [InlineData(typeof(Adam), "biasCorrection", true)]
    [InlineData(typeof(Adam), "amsGrad", false)]
    [InlineData(typeof(Adam), "weightDecay", 0.0)]
    [InlineData(typeof(Adagrad), "learningRateDecay", 0.0)]
    [InlineData(typeof(Adagrad), "weightDecay", 0.0)]
    [InlineData(typeof(Adadelta), "weightDecay", 0.0)]
    [InlineData(typeof(RmsProp), "momentum", 0.0)]
    [InlineData(typeof(RmsProp), "centered", false)]
    [InlineData(typeof(RmsProp), "weightDecay", 0.0)]
    [InlineData(typeof(AdamW), "learningRate", 0.001)]
    [InlineData(typeof(AdamW), "beta1", 0.9)]
    [InlineData(typeof(AdamW), "beta2", 0.999)]
    [InlineData(typeof(AdamW), "biasCorrection", true)]
    [InlineData(typeof(AdamW), "amsGrad", false)]
    [InlineData(typeof(NAdam), "beta1", 0.9)]
    [InlineData(typeof(NAdam), "beta2", 0.999)]
    [InlineData(typeof(NAdam), "weightDecay", 0.0)]
    [InlineData(typeof(RAdam), "learningRate", 0.001)]
    [InlineData(typeof(RAdam), "beta1", 0.9)]
    [InlineData(typeof(RAdam), "beta2", 0.999)]
    [InlineData(typeof(RAdam), "epsilon", 1e-8)]
    [InlineData(typeof(RAdam), "weightDecay", 0.0)]
    [InlineData(typeof(RAdam), "decoupled", false)]
    [InlineData(typeof(Adamax), "beta1", 0.9)]
    [InlineData(typeof(Adamax), "beta2", 0.999)]
    [InlineData(typeof(Adamax), "weightDecay", 0.0)]
    [InlineData(typeof(Lion), "beta1", 0.9)]
    [InlineData(typeof(Lion), "beta2", 0.99)]
    [InlineData(typeof(Lion), "weightDecay", 0.0)]
    [InlineData(typeof(Lion), "decoupled", true)]
    [InlineData(typeof(BinaryFocalCrossEntropy), "gamma", 2.0)]
    [InlineData(typeof(CategoricalFocalCrossEntropy), "gamma", 2.0)]
    [InlineData(typeof(CategoricalFocalCrossEntropy), "alpha", 0.25)]
    [InlineData(typeof(CategoricalFocalCrossEntropy), "labelSmoothing", 0.0)]
    [InlineData(typeof(CategoricalCrossEntropy), "labelSmoothing", 0.0)]
    [InlineData(typeof(CategoricalCrossEntropy), "sparse", false)]
    [InlineData(typeof(CategoricalCrossEntropy), "fromLogits", false)]
    [InlineData(typeof(BinaryCrossEntropy), "labelSmoothing", 0.0)]
    [InlineData(typeof(BinaryCrossEntropy), "fromLogits", false)]
    [InlineData(typeof(Huber), "delta", 1.0)]
    [InlineData(typeof(Hinge), "squared", false)]
    [InlineData(typeof(Poisson), "logInput", true)]
    [InlineData(typeof(KLDivergence), "fromLogits", false)]
    public void A_setting_left_out_has_its_documented_default(Type owner, string setting, object expected)
    {
        var parameter = Assert.Single(Assert.Single(owner.GetConstructors()).GetParameters(), parameter => parameter.Name == setting);
        Assert.Equal(expected, parameter.DefaultValue);
    }

    [Fact]
    public void Other_defaults_are_left_to_the_convention()
    {
        foreach (var optimizer in OptimizerCase.Types)
        {
            foreach (var parameter in Assert.Single(optimizer.GetConstructors()).GetParameters())
            {
                if (Nullable.GetUnderlyingType(parameter.ParameterType) is not null) Assert.Null(parameter.DefaultValue);
                if (parameter.ParameterType == typeof(Convention)) Assert.Equal((int)Convention.PyTorch, Convert.ToInt32(parameter.DefaultValue, System.Globalization.CultureInfo.InvariantCulture));
            }
        }
    }
}
