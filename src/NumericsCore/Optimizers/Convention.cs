namespace NumericsCore;

/// <summary>Whose reading of an optimizer's name is meant: libraries differ in defaults and in the arithmetic. docs/optimizers.md has the table.</summary>
public enum Convention
{
    /// <summary>PyTorch's defaults and arithmetic.</summary>
    PyTorch,

    /// <summary>Keras 3's defaults and arithmetic: other rates and epsilons, the epsilon elsewhere, and decoupled weight decay.</summary>
    Keras,

    /// <summary>The original paper's recommended settings, with PyTorch's arithmetic, which follows the papers.</summary>
    Paper,
}
