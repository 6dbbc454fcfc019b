namespace NumericsCore;

/// <summary>How the scores of several classes become one number; see <see cref="ConfusionMatrix.Averaged"/>.</summary>
public enum Averaging
{
    /// <summary>The plain mean over all classes: a rare class weighs as much as a common one.</summary>
    Macro,

    /// <summary>The counts of all classes are added before dividing. With one label a sample this equals the accuracy.</summary>
    Micro,

    /// <summary>The mean over the classes, weighted by the support of each class, the samples that are of it.</summary>
    Weighted,
}
