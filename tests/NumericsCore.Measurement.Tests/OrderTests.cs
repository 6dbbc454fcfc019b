using FsCheck.Xunit;

namespace NumericsCore.Measurement.Tests;

/// <summary>Orders of summation are found from sums alone, those that are wrong included.</summary>
public class OrderTests
{
    private static readonly SummedOperation<float> s_sum = SummedOperation<float>.All[0];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(130)]
    [InlineData(1024)]
    [InlineData(1100)]
    public void The_documented_order_of_reductions_is_that_of_its_words(int n) => AssertSame(n, Blocks(n), DocumentedOrder.Reduction);

    [Theory]
    [InlineData(1)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(600)]
    public void The_documented_order_of_products_is_that_of_its_words(int n) => AssertSame(n, Chain(Enumerable.Range(0, n).Chunk(256).Select(static block => Chain(block.Select(SumNode.Element)))), DocumentedOrder.Product);

    [Fact]
    public void The_documented_order_of_blocks_of_blocks_is_that_of_its_words()
    {
        const int n = 1_100_000;
        // accumulator 0 of the last level adds the results of blocks of blocks 0 and then, as the tree's last step, 1
        Assert.Equal(n, DocumentedOrder.Reduction(n, 0, n - 1));
        Assert.Equal(2 * 1024, DocumentedOrder.Reduction(n, 0, 64 * 1024));
        Assert.Equal(n - 1024 * 1024, DocumentedOrder.Reduction(n, 1024 * 1024, 1024 * 1024 + 1024));
    }

    [Property(MaxTest = 60)]
    public void Any_tree_is_found_again(ushort size, int seed)
    {
        int n = 1 + size % 40;
        var tree = Random(n, new Random(seed));
        var found = SummationProbe.Recover(n, new MaskedSums<float>(rows => [.. rows.Select(row => Sum(tree, row))], n).Meeting);
        Assert.True(found.IsSame(tree), $"{SumText.Of(found)} instead of {SumText.Of(tree)}");
    }

    [Fact]
    public void Sums_of_several_at_once_are_found()
    {
        var tree = SumNode.Of(SumNode.Of(Elements(0, 1, 2, 3)), SumNode.Element(4), SumNode.Of(Elements(5, 6)));
        var found = SummationProbe.Recover(7, new MaskedSums<double>(rows => [.. rows.Select(row => (double)AtOnce(tree, row))], 7).Meeting);
        Assert.True(found.IsSame(tree));
        Assert.Equal("all at once: [all at once: 0 + 1 + 2 + 3] + 4 + [5 + 6]", SumText.Of(found));
    }

    [Fact]
    public void A_planted_order_is_told_from_the_documented_one()
    {
        var row = OrderCheck.Whole(s_sum with { Sums = static (_, rows) => [.. rows.Select(static row => row.Aggregate(0f, static (sum, x) => sum + x))] }, Device.Cpu, "float32", 200);
        Assert.Equal((false, "0 + 1 + … + 199", "elements 0 and 1 meet in a sum of 2 elements; in the documented order, of 200"), (row.Agrees, row.Tree, row.Difference));
    }

    [Fact]
    public void A_planted_order_of_long_sums_is_found_by_pairs()
    {
        // the blocks' results one after the other, each of them right
        var block = Blocks(1024);
        var operation = s_sum with { Sums = (_, rows) => [.. rows.Select(row => row.Chunk(1024).Select(elements => Sum(block, elements)).Aggregate(static (sum, x) => sum + x))] };
        var row = OrderCheck.Pairs(operation, Device.Cpu, "float32", 4_096, 24);
        Assert.Matches("^elements [0-9]+ and [0-9]+ meet in a sum of [0-9]+ elements; in the documented order, of [0-9]+$", row.Difference);
    }

    [Theory]
    [InlineData(float.NaN, "with M at element 0, -M at 1 and ones elsewhere the sum of 5 elements is NaN; expected a whole number from 0 to 3")]
    [InlineData(4f, "with M at element 0, -M at 1 and ones elsewhere the sum of 5 elements is 4; expected a whole number from 0 to 3")]
    [InlineData(1f, "elements 0 and 1 meet in a sum of 4 elements, where 5 are added; no order explains that")]
    public void Sums_that_no_order_explains_differ(float sum, string difference) =>
        Assert.Equal(difference, OrderCheck.Whole(s_sum with { Sums = (_, rows) => [.. rows.Select(_ => sum)] }, Device.Cpu, "float32", 5).Difference);

    [Fact]
    public void A_tree_is_printed_in_a_few_words()
    {
        Assert.Equal("[0 + 64 + … + 960] and the same shifted by 32, then both by 16, then both by 8, then both by 4, then both by 2, then both by 1, then both by 1024", SumText.Of(Blocks(2048)));
        Assert.Equal("[[0 + 1 + … + 255] and the same shifted by 256] + [512 + 513 + … + 599]", SumText.Of(Chain(Enumerable.Range(0, 600).Chunk(256).Select(static block => Chain(block.Select(SumNode.Element))))));
        Assert.Equal("7", SumText.Of(SumNode.Element(7)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Each_operation_sums_in_the_documented_order(int operation)
    {
        var row = OrderCheck.Whole(SummedOperation<float>.All[operation], Device.Cpu, "float32", 300);
        Assert.True(row.Agrees, $"{row}");
        row = OrderCheck.Pairs(SummedOperation<double>.All[operation], Device.Cpu, "float64", 5_000, 24);
        Assert.True(row.Agrees, $"{row}");
    }

    private static void AssertSame(int n, SumNode words, Func<int, int, int, int> order)
    {
        var found = SummationProbe.Recover(n, (element, others) => [.. others.Select(other => order(n, element, other))]);
        Assert.True(found.IsSame(words), $"{SumText.Of(found)} instead of {SumText.Of(words)}");
        Assert.Null(SummationProbe.Difference(found, (a, b) => order(n, a, b)));
    }

    /// <summary>docs/numerics.md, point 3, as a tree.</summary>
    private static SumNode Blocks(int n)
    {
        SumNode[] items = [.. Enumerable.Range(0, n).Select(SumNode.Element)];
        do items = [.. items.Chunk(1024).Select(Block)];
        while (items.Length > 1);
        return items[0];

        static SumNode Block(SumNode[] items)
        {
            var accumulators = new SumNode?[64];
            for (int j = 0; j < 64; j++)
                for (int i = j; i < items.Length; i += 64) accumulators[j] = Add(accumulators[j], items[i]);
            for (int w = 32; w >= 1; w /= 2)
                for (int j = 0; j < w; j++) accumulators[j] = Add(accumulators[j], accumulators[j + w]);
            return accumulators[0]!;
        }

        // an accumulator starts at 0, and adding 0 is not seen
        static SumNode? Add(SumNode? a, SumNode? b) => a is null ? b : b is null ? a : SumNode.Of(a, b);
    }

    private static SumNode Chain(IEnumerable<SumNode> items) => items.Aggregate(static (sum, item) => SumNode.Of(sum, item));

    private static SumNode[] Elements(params int[] indices) => [.. indices.Select(SumNode.Element)];

    private static SumNode Random(int n, Random random)
    {
        List<SumNode> open = [.. Enumerable.Range(0, n).Select(SumNode.Element)];
        while (open.Count > 1)
        {
            int a = random.Next(open.Count), b = (a + 1 + random.Next(open.Count - 1)) % open.Count;
            var sum = SumNode.Of(open[a], open[b]);
            open = [.. open.Where((_, i) => i != a && i != b), sum];
        }

        return open[0];
    }

    private static float Sum(SumNode node, float[] elements) => node.Children.Count == 0 ? elements[node.First] : node.Children.Select(child => Sum(child, elements)).Aggregate(static (sum, x) => sum + x);

    /// <summary>Adds all children exactly before it rounds; what is small beside M is cut off, as where they are aligned to the largest.</summary>
    private static double AtOnce(SumNode node, double[] elements)
    {
        if (node.Children.Count == 0) return elements[node.First];
        double[] terms = [.. node.Children.Select(child => AtOnce(child, elements))];
        double largest = terms.Max(Math.Abs);
        return terms.Where(term => Math.Abs(term) > largest * 1e-16).Sum();
    }
}
