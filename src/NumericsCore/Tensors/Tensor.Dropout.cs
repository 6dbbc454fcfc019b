using NumericsCore.Kernels;

namespace NumericsCore;

public partial class Tensor
{
    /// <summary>
    /// Inverted dropout (Srivastava et al. 2014): each element is 0 with probability <paramref name="rate"/>, else x / (1 - rate). The
    /// mask depends on (seed, stream, index) alone, and the backward pass regenerates it.
    /// </summary>
    /// <param name="rate">In [0, 1).</param>
    /// <param name="seed">The seed.</param>
    /// <param name="stream">Which of the seed's independent streams.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate lies outside [0, 1).</exception>
    [Operation]
    public Tensor Dropout(double rate, ulong seed, uint stream = 0)
    {
        if (!(rate >= 0 && rate < 1))
            throw OutOfRange.Error(nameof(rate), rate, "A dropout rate lies in [0, 1).");
        return Dropout(rate, Device.UserStream(seed, stream));
    }

    /// <summary>The same from any address. Takes over the kernel that computes this tensor: now, if it was left to be made; in replays of a recorded step, if this alone reads its result.</summary>
    internal Tensor Dropout(double rate, RandomAddress address)
    {
        Tensor y;
        if (TakePending() is { } product)
        {
            // nobody else reads this tensor
            y = TransferTo(Shape);
            product.MakeWithDropout(y, rate, address);
        }
        else
        {
            y = DropoutCopy(rate, address);
            if (Backend is Recording recording && Node is ActivationNode { PullsBackBySign: true } activation)
                TakeOverInReplays(recording, activation.Product, y, rate, address);
        }

        if (IsTracked([this])) y.Node = new DropoutNode(this, y, rate, address);
        return y;
    }

    private void TakeOverInReplays(Recording recording, DenseCall product, Tensor y, double rate, RandomAddress address) =>
        recording.ReplayInstead(Memory, () => product.MakeWithDropout(y, rate, address));

    internal Tensor DropoutCopy(double rate, RandomAddress address)
    {
        var y = EmptyLike();
        double scale = 1 / (1 - rate);
        if (ElementType == ElementType.Float32) Backend.Dropout(Elements<float>(), y.Elements<float>(), (float)rate, (float)scale, address);
        else Backend.Dropout(Elements<double>(), y.Elements<double>(), rate, scale, address);
        return y;
    }
}
