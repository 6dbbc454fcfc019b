namespace NumericsCore.Data;

/// <summary>What permuting a column is to make worse.</summary>
public enum ImportanceScore
{
    /// <summary>The fraction of correct predictions, of classes.</summary>
    Accuracy,

    /// <summary>The area under the receiver operating characteristic; of more than two classes the mean of one versus rest.</summary>
    RocAuc,

    /// <summary>The mean of −log p of the right class, of classes.</summary>
    CrossEntropy,

    /// <summary>The coefficient of determination, of numbers.</summary>
    R2,

    /// <summary>The mean absolute error in the target's unit, of numbers.</summary>
    MeanAbsoluteError,

    /// <summary>The root mean squared error in the target's unit, of numbers.</summary>
    RootMeanSquaredError,
}
