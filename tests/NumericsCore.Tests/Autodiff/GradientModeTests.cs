using NumericsCore.Tests.Support;

namespace NumericsCore.Tests.Autodiff;

public class GradientModeTests
{
    [Fact]
    public void Within_a_scope_nothing_is_recorded_and_scopes_nest()
    {
        var x = Make.Vector(1).WithGradient();
        using (GradientMode.Disable())
        {
            using (GradientMode.Disable()) Assert.False((x * 2).RequiresGradient);
            Assert.False(GradientMode.IsEnabled);
            Assert.False((x * 2).RequiresGradient);
            Assert.True(x.RequiresGradient);
        }

        Assert.True(GradientMode.IsEnabled);
        Assert.True((x * 2).RequiresGradient);
    }

    [Fact]
    public void A_scope_closes_once()
    {
        var outer = GradientMode.Disable();
        var inner = GradientMode.Disable();
        inner.Dispose();
        inner.Dispose();
        Assert.False(GradientMode.IsEnabled);
        outer.Dispose();
        Assert.True(GradientMode.IsEnabled);
    }

    [Fact]
    public void A_copy_of_a_scope_closes_it_once_too()
    {
        var outer = GradientMode.Disable();
        var inner = GradientMode.Disable();
        var copy = inner;
        copy.Dispose();
        inner.Dispose();
        ((IDisposable)copy).Dispose();
        Assert.False(GradientMode.IsEnabled);
        var later = GradientMode.Disable();
        inner.Dispose();
        outer.Dispose();
        Assert.False(GradientMode.IsEnabled);
        later.Dispose();
        default(GradientMode.Scope).Dispose();
        Assert.True(GradientMode.IsEnabled);
        Assert.True(inner == copy);
        Assert.True(inner != later);
    }

    [Fact]
    public void Scopes_may_close_in_any_order()
    {
        var outer = GradientMode.Disable();
        var inner = GradientMode.Disable();
        outer.Dispose();
        outer.Dispose();
        Assert.False(GradientMode.IsEnabled);
        inner.Dispose();
        Assert.True(GradientMode.IsEnabled);
    }

    [Fact]
    public void A_scope_ends_with_an_exception()
    {
        Assert.Throws<ArgumentException>(() =>
        {
            using (GradientMode.Disable()) Tensor.Concatenate([]);
        });
        Assert.True(GradientMode.IsEnabled);
    }

    [Fact]
    public void A_scope_is_one_thread_s_own()
    {
        using (GradientMode.Disable())
        {
            bool elsewhere = false;
            var thread = new Thread(() => elsewhere = GradientMode.IsEnabled);
            thread.Start();
            thread.Join();
            Assert.True(elsewhere);
        }
    }

    [Fact]
    public void A_scope_cannot_be_closed_on_another_thread()
    {
        using var scope = GradientMode.Disable();
        Exception? thrown = null;
        bool enabledThere = false;
        var thread = new Thread(() =>
        {
            var copy = scope;
            thrown = Record.Exception(() => copy.Dispose());
            enabledThere = GradientMode.IsEnabled;
        });
        thread.Start();
        thread.Join();
        Assert.Equal("A no-gradient scope ends on the thread that opened it. Do not await within one.", Assert.IsType<InvalidOperationException>(thrown).Message);
        Assert.True(enabledThere);
    }

    [Fact]
    public void A_backward_pass_records_nothing_itself()
    {
        var x = Make.Vector(2).WithGradient();
        (x * x).Sum().Backward();
        Assert.False(x.Gradient!.RequiresGradient);
        Assert.True(GradientMode.IsEnabled);
    }
}
